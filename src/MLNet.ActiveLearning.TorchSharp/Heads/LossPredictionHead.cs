using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Heads;

/// <summary>Learning Loss: predicts, for a sample without a label, how large the classifier's loss on it is compared with other samples.</summary>
/// <remarks>
/// <para>
/// Each stage map is averaged over its pixels and goes through a linear layer to <see cref="HiddenSize"/> numbers and a ReLU; their
/// concatenation goes through a linear layer to one number, the predicted loss. For a network without stage maps the embedding takes
/// the place of the only stage [our choice]. In a batch of B samples sample i is paired with sample B-1-i; the middle one of an odd
/// batch has no partner and is left out. With predicted losses a, b and true cross-entropies l, m of a pair (detached) and s = +1 if
/// l is larger than m and -1 otherwise, the loss added to the mean cross-entropy is <c>lambda</c> times the mean over the pairs of
/// <c>max(0, xi - s (a - b))</c>. Only the order of the losses is learnt, so the prediction has no unit.
/// </para>
/// <para>
/// Column: <c>PredictedLoss</c>, any real number, larger means more worth labelling. Cost: 123 905 parameters on a ResNet-18.
/// Yoo, Kweon, "Learning Loss for Active Learning", CVPR 2019; defaults as in the code that reproduces it (see docs/strategies/learning-loss.md).
/// </para>
/// </remarks>
public sealed record LossPredictionHead : TrainingHead
{
    /// <inheritdoc/>
    public override string Name => "loss-prediction";

    /// <summary>How pairs are compared.</summary>
    /// <value>Default <see cref="RankingLoss.Hinge"/>, as published.</value>
    public RankingLoss Ranking { get; init; } = RankingLoss.Hinge;

    /// <summary>The distance xi by which the predicted losses of a pair should differ; not used by <see cref="RankingLoss.Logistic"/>.</summary>
    /// <value>Default 1. Range: 0 and more, finite.</value>
    public double Margin { get; init; } = 1.0;

    /// <summary>Factor lambda of the ranking loss beside the cross-entropy.</summary>
    /// <value>Default 1. Range: 0 and more, finite.</value>
    public double Weight { get; init; } = 1.0;

    /// <summary>How many epochs, from the first, the head's gradients reach the network; after them the head learns alone.</summary>
    /// <value>Default 121 (of 200, as published; 31 of 50 for Caltech-101). Range: 0 and more.</value>
    public int SharedEpochs { get; init; } = 121;

    /// <summary>Outputs of the linear layer behind each stage.</summary>
    /// <value>Default 128. Range: 1 and more.</value>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Name of the column with the predicted loss.</summary>
    /// <value>Default <c>"PredictedLoss"</c>.</value>
    public string PredictedLossColumnName { get; init; } = SignalNames.PredictedLoss;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. When(!Enum.IsDefined(Ranking), $"Ranking of LossPredictionHead is {Ranking}; use Hinge or Logistic."),
        .. When(!double.IsFinite(Margin) || Margin < 0, $"Margin of LossPredictionHead is {Margin}; use a finite number, 0 or more."),
        .. When(!double.IsFinite(Weight) || Weight < 0, $"Weight of LossPredictionHead is {Weight}; use a finite number, 0 or more."),
        .. When(SharedEpochs < 0, $"SharedEpochs of LossPredictionHead is {SharedEpochs}; use 0 or more."),
        .. When(HiddenSize < 1, $"HiddenSize of LossPredictionHead is {HiddenSize}; use 1 or more."),
        .. When(string.IsNullOrWhiteSpace(PredictedLossColumnName), "PredictedLossColumnName of LossPredictionHead is empty; give the column a name."),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> GetColumns(int classCount) => [new HeadColumn(PredictedLossColumnName, 0)];

    /// <inheritdoc/>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        return new LossPredictionModule(this, network);
    }

    private static string[] When(bool wrong, string problem) => wrong ? [problem] : [];
}
