namespace MLNet.ActiveLearning.Signals;

/// <summary>What the numbers of a signal mean, and so which of them are allowed.</summary>
public enum SignalKind
{
    /// <summary>A known-size vector of Single whose values lie in [0, 1] and sum to 1 within 1e-4.</summary>
    Probabilities,

    /// <summary>A known-size vector of finite Single values.</summary>
    Vector,

    /// <summary>One finite Single value.</summary>
    Number,

    /// <summary>
    /// The class probabilities of several stochastic passes, a known-size vector of Single with two dimensions (S, C); each of the S
    /// rows as for <see cref="Probabilities"/>.
    /// </summary>
    PassProbabilities,

    /// <summary>An image: a known-size vector of finite Single values with three dimensions (channels, rows, columns).</summary>
    Image,
}

/// <summary>A column that a strategy reads.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What the column has to hold.</param>
/// <param name="Remedy">What to add to the pipeline when the column is missing; a full sentence.</param>
public sealed record SignalColumn(string Name, SignalKind Kind, string Remedy);
