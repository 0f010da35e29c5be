using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>Makes the mini-batches of a training: order, augmentation, normalisation.</summary>
/// <remarks>What a batch holds follows from the seed, the epoch and the positions alone, so it does not matter which thread makes it, or when.</remarks>
internal sealed class BatchPreparation(ImageClassificationOptions options, TrainingSet data, Normalization normalization)
{
    private readonly InputWriter writer = new(data.Images.Shape, normalization);
    private readonly ulong augmentationSeed = SeededRandom.DeriveSeed(options.Seed, "augmentation");
    private readonly ulong unlabeledSeed = SeededRandom.DeriveSeed(options.Seed, "unlabeled-augmentation");
    private (long Turn, int[] Order) unlabeledOrder = (-1, []);

    /// <summary>Images without labels of the same shape, of which each batch holds as many as of the others; null for none.</summary>
    public ImageStore? Unlabeled { get; init; }

    /// <summary>The batches of one epoch after the other, without a pause between them.</summary>
    /// <param name="rows">The images of these epochs.</param>
    /// <param name="firstEpoch">The first epoch to prepare, from 0.</param>
    /// <param name="epochCount">Epochs to prepare.</param>
    /// <param name="buffers">Where inputs are written; whoever takes a batch returns its buffer.</param>
    public IEnumerable<TrainingBatch> Prepare(EpochRows rows, int firstEpoch, int epochCount, InputBufferPool buffers)
    {
        for (int epoch = firstEpoch; epoch < firstEpoch + epochCount; epoch++)
        {
            int[] order = SeededRandom.Derive(options.Seed, $"order/{epoch}").Permutation(rows.Positions.Length);
            foreach ((int start, int count) in rows.Steps)
            {
                InputBuffer buffer = buffers.Rent();
                int[] positions = [.. order[start..(start + count)].Select(place => rows.Positions[place])];
                Write(data.Images, buffer, positions, SeededRandom.Hash(augmentationSeed, (ulong)epoch));
                InputBuffer? unlabeled = Unlabeled is null ? null : PrepareUnlabeled(Unlabeled, ((long)epoch * order.Length) + start, count, buffers);
                yield return new TrainingBatch(buffer, positions, unlabeled);
            }
        }
    }

    // Batches run through the unlabelled images in a random order, from epoch to epoch, and then through another one.
    private InputBuffer PrepareUnlabeled(ImageStore images, long first, int count, InputBufferPool buffers)
    {
        var positions = new int[count];
        for (int i = 0; i < count; i++)
        {
            (long turn, long place) = Math.DivRem(first + i, images.Count);
            if (unlabeledOrder.Turn != turn)
            {
                unlabeledOrder = (turn, SeededRandom.Derive(options.Seed, $"unlabeled-order/{turn}").Permutation(images.Count));
            }

            positions[i] = unlabeledOrder.Order[place];
        }

        InputBuffer buffer = buffers.Rent();
        Write(images, buffer, positions, SeededRandom.Hash(unlabeledSeed, (ulong)first));
        return buffer;
    }

    private void Write(ImageStore images, InputBuffer buffer, int[] positions, ulong seed)
    {
        Span<float> pixels = buffer.GetPixels(positions.Length);
        int size = data.Images.Shape.Size;
        for (int i = 0; i < positions.Length; i++)
        {
            var random = new SeededRandom(SeededRandom.Hash(seed, (ulong)positions[i]));
            writer.Write(images[positions[i]], options.Augmentation.Choose(random), pixels.Slice(i * size, size));
        }
    }
}
