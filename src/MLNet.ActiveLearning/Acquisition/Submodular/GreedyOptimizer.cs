namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>A way to choose rows greedily, by the largest gain.</summary>
/// <remarks>Compare with <see cref="Naive"/>, the definition; <see cref="Lazy"/> gives the same answer with fewer gains, the other two a random approximation.</remarks>
public sealed record GreedyOptimizer
{
    private GreedyOptimizer(string name, bool isLazy, double? epsilon = null)
    {
        if (epsilon is { } e && !(e > 0 && e < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), e, "Epsilon is the share of the greedy value that chance may cost; give a number between 0 and 1, for example 0.1.");
        }
        Name = name;
        IsLazy = isLazy;
        Epsilon = epsilon;
    }

    /// <summary>Evaluates all candidates before each pick; right for every function. O(N k) gains.</summary>
    public static GreedyOptimizer Naive { get; } = new("naive", isLazy: false);

    /// <summary>
    /// Keeps old gains as upper bounds and evaluates again only what may lead (Minoux 1978). The same answer as <see cref="Naive"/>, for
    /// submodular functions only.
    /// </summary>
    public static GreedyOptimizer Lazy { get; } = new("lazy", isLazy: true);

    /// <summary>Evaluates a uniform sample of <c>floor(N/k ln(1/epsilon))</c> candidates before each pick (Mirzasoleiman et al. 2015).</summary>
    /// <param name="epsilon">Between 0 and 1; smaller samples more. In expectation the value is at least 1 - 1/e - epsilon of the best for monotone submodular functions.</param>
    public static GreedyOptimizer Stochastic(double epsilon = 0.1) => new("stochastic", isLazy: false, epsilon);

    /// <summary>The samples of <see cref="Stochastic"/>, evaluated lazily: the same answer with fewer gains, for submodular functions only.</summary>
    /// <param name="epsilon">As for <see cref="Stochastic"/>.</param>
    public static GreedyOptimizer LazierThanLazy(double epsilon = 0.1) => new("lazier-than-lazy", isLazy: true, epsilon);

    /// <summary>The name in messages.</summary>
    public string Name { get; }

    /// <summary>Whether old gains are taken for upper bounds, which holds for submodular functions only.</summary>
    public bool IsLazy { get; }

    /// <summary>Epsilon of the random optimisers; null where nothing is drawn.</summary>
    public double? Epsilon { get; }

    /// <summary>The fastest optimiser that gives the greedy answer: lazy if the function is submodular, else naive.</summary>
    /// <param name="function">What is maximised.</param>
    public static GreedyOptimizer For(SetFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.IsSubmodular ? Lazy : Naive;
    }

    /// <summary>Candidates that a random optimiser evaluates for a pick.</summary>
    /// <param name="count">Rows N.</param>
    /// <param name="budget">Rows to choose k.</param>
    /// <param name="remaining">Rows not chosen yet.</param>
    internal int SampleSize(int count, int budget, int remaining) =>
        (int)Math.Clamp(Math.Floor((double)count / budget * Math.Log(1 / Epsilon!.Value)), 1, remaining);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
