using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Shows what a network computes for the training images in eval mode, without augmentation and gradients.</summary>
internal static class PlainImages
{
    /// <summary>One pass over all training images, in their order.</summary>
    /// <param name="model">Is left in eval mode.</param>
    /// <param name="data">The images.</param>
    /// <param name="buffers">For inputs of at least a batch.</param>
    /// <param name="batchSize">Images that go through the network at once.</param>
    /// <param name="look">Takes the output of a batch, which it may not keep, and the positions of its images.</param>
    /// <param name="cancellation">Noticed before every batch.</param>
    public static void Pass(
        ImageClassificationModel model, TrainingSet data, InputBufferPool buffers, int batchSize, Action<NetworkOutput, int[]> look, CancellationToken cancellation)
    {
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
            look(model.Network.call(buffer.GetInput(positions.Length, model.Device, model.UsesChannelsLast)), positions);
        }

        buffers.Return(buffer);
    }
}
