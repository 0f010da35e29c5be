using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="KMeansStrategy"/>.</summary>
public sealed record KMeansOptions
{
    /// <summary>Starts from different seeds; the best clustering counts.</summary>
    /// <value>Default: 10. At least 1.</value>
    public int Restarts { get; init; } = 10;

    /// <summary>Iterations of one start at most.</summary>
    /// <value>Default: 300. At least 1.</value>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Stops once the centres together move less than this, in the unit of the embeddings.</summary>
    /// <value>Default: 1e-4. At least 0.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The column of embeddings.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
