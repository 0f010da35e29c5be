using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="FassStrategy"/>.</summary>
public sealed record FassOptions
{
    /// <summary>What ranks the rows in the first step.</summary>
    /// <value>Default: <see cref="UncertaintyMeasure.Entropy"/>.</value>
    public UncertaintyMeasure Uncertainty { get; init; } = UncertaintyMeasure.Entropy;

    /// <summary>Rows that the first step keeps for each row to choose, at least 1.</summary>
    /// <value>Default: 5.</value>
    public int CandidatesPerPick { get; init; } = 5;

    /// <summary>The set function of the second step.</summary>
    /// <value>Default: facility location with raw cosines.</value>
    public SetFunctionOptions SetFunction { get; init; } = new();

    /// <summary>The column of class probabilities.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column of vectors that are compared.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
