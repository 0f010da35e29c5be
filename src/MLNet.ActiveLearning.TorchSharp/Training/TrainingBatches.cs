namespace MLNet.ActiveLearning.Training;

/// <summary>The mini-batches of a training, pass after pass, prepared by another thread one batch ahead, for one choice of images after the other.</summary>
/// <param name="preparation">Makes the batches.</param>
/// <param name="buffers">Where inputs are written; disposed with this.</param>
/// <param name="cancellationToken">Noticed before every batch.</param>
internal sealed class TrainingBatches(BatchPreparation preparation, InputBufferPool buffers, CancellationToken cancellationToken) : IDisposable
{
    private IEnumerator<TrainingBatch>? prepared;
    private EpochRows? rows;

    /// <summary>Where inputs are written; lent to others that run images through the network.</summary>
    public InputBufferPool Buffers => buffers;

    /// <summary>The images in use.</summary>
    public EpochRows Rows => rows ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: no images are in use.");

    /// <summary>The batches of an epoch of N samples: the last one may be smaller, but a single sample joins the batch before it.</summary>
    public static (int Start, int Count)[] SplitEpoch(int sampleCount, int batchSize)
    {
        List<(int Start, int Count)> steps = [];
        for (int start = 0; start < sampleCount; start += batchSize)
        {
            steps.Add((start, Math.Min(batchSize, sampleCount - start)));
        }

        if (steps.Count > 1 && steps[^1].Count == 1)
        {
            steps.RemoveAt(steps.Count - 1);
            steps[^1] = (steps[^1].Start, steps[^1].Count + 1);
        }

        return [.. steps];
    }

    /// <summary>Goes over to other images; batches that were made ahead of the others are dropped.</summary>
    /// <param name="next">The images.</param>
    /// <param name="firstEpoch">The epoch that comes next, from 0.</param>
    /// <param name="epochCount">For how many epochs they are used at most.</param>
    public void Use(EpochRows next, int firstEpoch, int epochCount)
    {
        prepared?.Dispose();
        rows = next;
        prepared = Prefetch.Ahead(preparation.Prepare(next, firstEpoch, epochCount, buffers), ahead: 1, cancellationToken).GetEnumerator();
    }

    /// <summary>The next pass over the images in use; a batch is lent until the next one is asked for.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<TrainingBatch> TakePass()
    {
        for (int step = 0; step < Rows.Steps.Length; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (prepared?.MoveNext() != true)
            {
                throw new InvalidOperationException("Bug in MLNet.ActiveLearning: more batches are asked for than were announced.");
            }

            TrainingBatch batch = prepared.Current;
            yield return batch;
            buffers.Return(batch.Buffer);
            if (batch.Unlabeled is { } unlabeled)
            {
                buffers.Return(unlabeled);
            }
        }
    }

    /// <summary>Ends the preparation and frees the buffers.</summary>
    public void Dispose()
    {
        prepared?.Dispose();
        buffers.Dispose();
    }
}
