using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>Makes the mini-batches of a training: order, augmentation, normalisation.</summary>
/// <remarks>What a batch holds follows from the seed, the epoch and the positions alone, so it does not matter which thread makes it, or when.</remarks>
internal sealed class BatchPreparation(ImageClassificationOptions options, TrainingSet data, Normalization normalization)
{
    private readonly InputWriter writer = new(data.Images.Shape, normalization);
    private readonly ulong augmentationSeed = SeededRandom.DeriveSeed(options.Seed, "augmentation");

    /// <summary>The batches of one epoch after the other, without a pause between them.</summary>
    /// <param name="steps">The batches of an epoch: where each starts in the epoch's order, and how many images it holds.</param>
    /// <param name="epochCount">Epochs to prepare.</param>
    /// <param name="buffers">Where inputs are written; whoever takes a batch returns its buffer.</param>
    public IEnumerable<TrainingBatch> Prepare((int Start, int Count)[] steps, int epochCount, InputBufferPool buffers)
    {
        for (int epoch = 0; epoch < epochCount; epoch++)
        {
            int[] order = SeededRandom.Derive(options.Seed, $"order/{epoch}").Permutation(data.Labels.Length);
            foreach ((int start, int count) in steps)
            {
                InputBuffer buffer = buffers.Rent();
                int[] positions = order[start..(start + count)];
                Write(buffer, positions, SeededRandom.Hash(augmentationSeed, (ulong)epoch));
                yield return new TrainingBatch(buffer, positions);
            }
        }
    }

    private void Write(InputBuffer buffer, int[] positions, ulong seed)
    {
        Span<float> pixels = buffer.GetPixels(positions.Length);
        int size = data.Images.Shape.Size;
        for (int i = 0; i < positions.Length; i++)
        {
            var random = new SeededRandom(SeededRandom.Hash(seed, (ulong)positions[i]));
            writer.Write(data.Images[positions[i]], options.Augmentation.Choose(random), pixels.Slice(i * size, size));
        }
    }
}
