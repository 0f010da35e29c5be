using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Shows the heads that ask for it what the final network computes for the training images, without augmentation.</summary>
internal static class TrainingOutputs
{
    public static void Show(ImageClassificationModel model, TrainingSet data, InputBufferPool buffers, int batchSize, CancellationToken cancellation)
    {
        HeadModule[] heads = [.. model.Heads.Where(h => h.NeedsTrainingOutputs)];
        if (heads.Length == 0)
        {
            return;
        }

        model.SetMode(training: false);
        using var noGradients = no_grad();
        var writer = new InputWriter(data.Images.Shape, model.Normalization);
        InputBuffer buffer = buffers.Rent();
        foreach (int[] positions in Enumerable.Range(0, data.Labels.Length).Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            Span<float> pixels = buffer.GetPixels(positions.Length);
            int size = data.Images.Shape.Size;
            for (int i = 0; i < positions.Length; i++)
            {
                writer.Write(data.Images[positions[i]], Placement.None, pixels.Slice(i * size, size));
            }

            using var scope = NewDisposeScope();
            NetworkOutput output = model.Network.call(buffer.GetInput(positions.Length, model.Device, model.UsesChannelsLast));
            foreach (HeadModule head in heads)
            {
                head.OnTrainingOutput(output, positions);
            }
        }

        buffers.Return(buffer);
    }
}
