namespace MLNet.ActiveLearning.Numerics;

/// <summary>How many threads a computation may use, and what stops it. Results never depend on the number of threads.</summary>
public readonly record struct Parallelism
{
    // Waking a thread costs as much as about this many multiplications.
    private const long WorkOfAThread = 1 << 20;

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

    /// <summary>One thread for work that is too small to share; results do not depend on it.</summary>
    /// <param name="operations">About how many multiplications the work takes.</param>
    internal Parallelism ForWork(long operations) => operations < WorkOfAThread ? new Parallelism(1, CancellationToken) : this;
}
