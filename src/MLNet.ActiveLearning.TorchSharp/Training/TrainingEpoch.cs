using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>An epoch of training: a step for each batch, and the sums over them.</summary>
/// <param name="number">From 0.</param>
/// <param name="model">What is trained, in train mode.</param>
/// <param name="optimization">Learning rate and optimiser.</param>
/// <param name="labels">(N): the class of each training image, on the model's device.</param>
/// <param name="observers">Told of each batch.</param>
internal sealed class TrainingEpoch(int number, ImageClassificationModel model, Optimization optimization, Tensor labels, TrainingObservers observers) : IDisposable
{
    // The sums stay on the device, so that no step waits for a read-back.
    private readonly Tensor lossSum = zeros(1, ScalarType.Float32, model.Device);
    private readonly Tensor correct = zeros(1, ScalarType.Int64, model.Device);
    private double? firstRate;

    /// <summary>The learning rate of the first step; 0 before it.</summary>
    public double LearningRate => firstRate ?? 0;

    /// <summary>The sum of the losses of all samples; a NaN or infinity of any step is still in it.</summary>
    public double LossSum => lossSum.ToDouble();

    /// <summary>Samples whose class was predicted, each before the step that it is part of.</summary>
    public long CorrectCount => correct.ToInt64();

    /// <summary>One step: loss of the classifier and the heads, gradients, new weights.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="weights">(N): what the loss of the image at a position is multiplied with; null if all count alike.</param>
    public void Step(TrainingBatch batch, float[]? weights)
    {
        double rate = optimization.SetLearningRate();
        firstRate ??= rate;

        // Everything a step allocates is freed at its end.
        using var scope = NewDisposeScope();
        Tensor positions = tensor(batch.Positions, ScalarType.Int64, model.Device); // (B)
        Tensor targets = labels.index_select(0, positions);                         // (B)
        Tensor images = batch.Buffer.GetInput(batch.Positions.Length, model.Device, model.UsesChannelsLast); // (B, C, H, W)
        NetworkOutput output = model.Network.call(images);
        Tensor loss = ComputeLoss(output.Logits, targets, weights, batch.Positions);
        var headBatch = new HeadBatch(output, targets, positions, number)
        {
            Images = images,
            UnlabeledImages = batch.Unlabeled?.GetInput(batch.Positions.Length, model.Device, model.UsesChannelsLast),
        };
        foreach (HeadModule head in model.Heads)
        {
            loss = loss + head.ComputeLoss(headBatch);
        }

        model.ClearGradients();
        loss.backward();
        using (no_grad())
        {
            foreach (HeadModule head in model.Heads)
            {
                head.OnGradients(model.Network, rate);
            }
        }

        optimization.Step();
        using (no_grad())
        {
            foreach (HeadModule head in model.Heads)
            {
                head.OnStepFinished(model.Network);
            }

            lossSum.add_(loss.detach(), batch.Positions.Length);
            correct.add_(output.Logits.argmax(1).eq(targets).sum());
            observers.OnBatch(number, batch, output.Logits);
        }
    }

    // The mean over the batch, each sample times its weight.
    private static Tensor ComputeLoss(Tensor logits, Tensor targets, float[]? weights, int[] positions)
    {
        if (weights is null)
        {
            return nn.functional.cross_entropy(logits, targets);
        }

        float[] ofBatch = [.. positions.Select(position => weights[position])];
        return (nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None) * tensor(ofBatch, device: logits.device)).mean();
    }

    /// <summary>Frees the sums.</summary>
    public void Dispose()
    {
        lossSum.Dispose();
        correct.Dispose();
    }
}
