namespace MLNet.ActiveLearning.Numerics;

/// <summary>How many threads a computation may use, and what stops it. Results never depend on the number of threads.</summary>
public readonly record struct Parallelism
{
    private readonly int threads;

    /// <summary>Sets the number of threads.</summary>
    /// <param name="threads">At least 1; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops the computation.</param>
    public Parallelism(int threads, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        this.threads = threads;
        CancellationToken = cancellationToken;
    }

    /// <summary>Threads to use, at least 1. The default value of this type uses one a core.</summary>
    public int Threads => threads == 0 ? Environment.ProcessorCount : threads;

    /// <summary>Stops the computation.</summary>
    public CancellationToken CancellationToken { get; }
}
