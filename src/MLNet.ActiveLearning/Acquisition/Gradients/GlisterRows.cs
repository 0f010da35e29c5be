namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>The rows that <see cref="Glister"/> works on.</summary>
public sealed class GlisterRows
{
    /// <summary>Puts the rows together.</summary>
    /// <param name="pool">N gradients at the predicted classes, of kind <see cref="GradientKind.BiasLinear"/> as in the paper; another kind moves only these parameters.</param>
    /// <param name="labeled">Gradients of the labelled rows at their labels, or null if there are none.</param>
    /// <param name="validation">Gradients of the rows to do well on, at their labels; null for the pool and the labelled rows.</param>
    /// <exception cref="ArgumentException">Kinds or shapes differ.</exception>
    public GlisterRows(GradientEmbeddings pool, GradientEmbeddings? labeled, GradientEmbeddings? validation)
    {
        ArgumentNullException.ThrowIfNull(pool);
        foreach (GradientEmbeddings? others in new[] { labeled, validation })
        {
            if (others is not null)
            {
                pool.CheckComparable(others);
            }
        }
        Pool = pool;
        Labeled = labeled;
        Validation = validation is { Count: > 0 } ? [validation] : labeled is null ? [pool] : [pool, labeled];
    }

    /// <summary>The rows to choose from.</summary>
    public GradientEmbeddings Pool { get; }

    /// <summary>The labelled rows, or null.</summary>
    public GradientEmbeddings? Labeled { get; }

    /// <summary>V in its parts.</summary>
    public IReadOnlyList<GradientEmbeddings> Validation { get; }
}
