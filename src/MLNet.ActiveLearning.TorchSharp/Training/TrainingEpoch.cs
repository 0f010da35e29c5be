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
    public void Step(TrainingBatch batch)
    {
        double rate = optimization.SetLearningRate();
        firstRate ??= rate;

        // Everything a step allocates is freed at its end.
        using var scope = NewDisposeScope();
        Tensor positions = tensor(batch.Positions, ScalarType.Int64, model.Device); // (B)
        Tensor targets = labels.index_select(0, positions);                         // (B)
        Tensor images = batch.Buffer.GetInput(batch.Positions.Length, model.Device, model.UsesChannelsLast); // (B, C, H, W)
        NetworkOutput output = model.Network.call(images);
        Tensor loss = nn.functional.cross_entropy(output.Logits, targets);
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

    /// <summary>Frees the sums.</summary>
    public void Dispose()
    {
        lossSum.Dispose();
        correct.Dispose();
    }
}
