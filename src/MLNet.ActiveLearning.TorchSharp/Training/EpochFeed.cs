namespace MLNet.ActiveLearning.Training;

/// <summary>The mini-batches of a training, made ahead by another thread, for one choice of images after the other.</summary>
internal sealed class EpochFeed(BatchPreparation preparation, InputBufferPool buffers, CancellationToken cancellationToken) : IDisposable
{
    private IEnumerator<TrainingBatch>? batches;
    private EpochRows? rows;

    /// <summary>The images in use.</summary>
    public EpochRows Rows => rows ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: no images are in use.");

    /// <summary>Goes over to other images; batches that were made ahead of the others are dropped.</summary>
    /// <param name="next">The images.</param>
    /// <param name="firstEpoch">The epoch that comes next, from 0.</param>
    /// <param name="epochCount">For how many epochs they are used at most.</param>
    public void Use(EpochRows next, int firstEpoch, int epochCount)
    {
        batches?.Dispose();
        rows = next;
        batches = Prefetch.Ahead(preparation.Prepare(next, firstEpoch, epochCount, buffers), ahead: 1, cancellationToken).GetEnumerator();
    }

    /// <summary>The next batch, to be returned when it is done with.</summary>
    public TrainingBatch Next() => batches is { } source && source.MoveNext()
        ? source.Current
        : throw new InvalidOperationException("Bug in MLNet.ActiveLearning: more batches are asked for than were announced.");

    /// <summary>Gives the buffers of a batch back.</summary>
    public void Return(TrainingBatch batch)
    {
        buffers.Return(batch.Buffer);
        if (batch.Unlabeled is { } unlabeled)
        {
            buffers.Return(unlabeled);
        }
    }

    /// <summary>Ends the other thread; the buffers stay the pool's.</summary>
    public void Dispose() => batches?.Dispose();
}
