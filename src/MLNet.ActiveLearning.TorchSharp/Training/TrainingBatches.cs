namespace MLNet.ActiveLearning.Training;

/// <summary>The mini-batches of a training, pass after pass, prepared by another thread one batch ahead.</summary>
internal sealed class TrainingBatches : IDisposable
{
    private readonly int stepCount;
    private readonly CancellationToken cancellationToken;
    private readonly IEnumerator<TrainingBatch> prepared;

    /// <summary>Starts the preparation.</summary>
    /// <param name="preparation">Makes the batches.</param>
    /// <param name="steps">The batches of an epoch, as <see cref="SplitEpoch"/> gives them.</param>
    /// <param name="passCount">Passes over the images to prepare.</param>
    /// <param name="shape">The images' shape.</param>
    /// <param name="cancellationToken">Noticed before every batch.</param>
    public TrainingBatches(BatchPreparation preparation, (int Start, int Count)[] steps, int passCount, ImageShape shape, CancellationToken cancellationToken)
    {
        stepCount = steps.Length;
        this.cancellationToken = cancellationToken;
        LargestCount = steps.Max(s => s.Count);
        Buffers = new InputBufferPool(LargestCount, shape);
        prepared = Prefetch.Ahead(preparation.Prepare(steps, passCount, Buffers), ahead: 1, cancellationToken).GetEnumerator();
    }

    /// <summary>Where inputs are written; lent to others that run images through the network.</summary>
    public InputBufferPool Buffers { get; }

    /// <summary>Images of the largest batch.</summary>
    public int LargestCount { get; }

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

    /// <summary>The next pass over all images; a batch is lent until the next one is asked for.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<TrainingBatch> TakePass()
    {
        for (int step = 0; step < stepCount; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            prepared.MoveNext();
            TrainingBatch batch = prepared.Current;
            yield return batch;
            Buffers.Return(batch.Buffer);
            if (batch.Unlabeled is { } unlabeled)
            {
                Buffers.Return(unlabeled);
            }
        }
    }

    /// <summary>Ends the preparation and frees the buffers.</summary>
    public void Dispose()
    {
        prepared.Dispose();
        Buffers.Dispose();
    }
}
