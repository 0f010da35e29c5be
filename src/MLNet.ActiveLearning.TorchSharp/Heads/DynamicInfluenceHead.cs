using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Heads;

/// <summary>
/// DISAL, our reading of it: a second linear layer learns the average class probabilities of training, and each sample is scored
/// by how far its surrogate gradient points along the way that the classifier's last layer has gone.
/// </summary>
/// <remarks>
/// <para>
/// Dynamic head: <c>q = softmax(U h + v)</c> on the embedding h, trained by <c>lambda / B * sum_i KL(pbar_i || q_i)</c> with the
/// running mean pbar of TiDAL; not detached from the network. Direction: <c>A = (dW, db)</c>, the classifier's weights after
/// training minus those before it, <c>n = sqrt(|dW|^2 + |db|^2)</c>. Score, with <c>dZ = dW h + db</c>:
/// <c>s = Cov_q(ln q, dZ) / max(n, 1e-12)</c>, the inner product of the unit direction with the negative gradient of the entropy
/// of q. It is near 0 for a confident sample and positive where training has moved the logits in the order in which the sample
/// ranks the classes now. Without training (n = 0) all scores are 0.
/// </para>
/// <para>
/// TracInCP, what DISAL is compared with, is <c>Checkpoints = Full</c> or <c>Last</c>: the sum over kept checkpoints of learning rate times the score with
/// that checkpoint's embedding, probabilities and direction. It keeps the network of each and runs every scored image through all of them.
/// </para>
/// <para>
/// Columns: <c>DynamicScore</c>, (C) in [0, 1] with sum 1; <c>ProjectedGradient</c>, any real number, larger means more worth
/// labelling. Cost: <c>C (D + 1)</c> parameters and twice as many stored numbers, O(C D) a sample; no checkpoints, one pass.
/// The main text of "Tracing Training Progress: Dynamic Influence Based Selection for Active Learning", ACM Multimedia 2024, was
/// not available to us: the formulas are ours, from its abstract and supplement. See docs/strategies/disal.md.
/// </para>
/// </remarks>
public sealed record DynamicInfluenceHead : TrainingHead
{
    /// <inheritdoc/>
    public override string Name => "dynamic-influence";

    /// <summary>Factor lambda of the dynamic loss beside the cross-entropy.</summary>
    /// <value>Default 1. Range: 0 and more, finite.</value>
    public double Weight { get; init; } = 1.0;

    /// <summary>Whether scores are divided by the length n of the direction. It is one factor for all samples of a model.</summary>
    /// <value>Default true.</value>
    public bool Normalize { get; init; } = true;

    /// <summary>What stands for the unknown label. With <see cref="DynamicInfluenceLabel.Soft"/>, q is the label and the classifier's p what it is held against.</summary>
    /// <value>Default <see cref="DynamicInfluenceLabel.Entropy"/> [our choice].</value>
    public DynamicInfluenceLabel Label { get; init; } = DynamicInfluenceLabel.Entropy;

    /// <summary>Which probabilities the surrogate is formed with at the end of training; checkpoints have their own p.</summary>
    /// <value>Default <see cref="InfluenceProbabilities.Dynamic"/> [our choice].</value>
    public InfluenceProbabilities Probabilities { get; init; } = InfluenceProbabilities.Dynamic;

    /// <summary>What is taken for the direction.</summary>
    /// <value>Default <see cref="InfluenceAccumulation.ParameterDifference"/> [our choice].</value>
    public InfluenceAccumulation Accumulation { get; init; } = InfluenceAccumulation.ParameterDifference;

    /// <summary>What the dynamic head looks at.</summary>
    /// <value>Default <see cref="DynamicHeadShape.Linear"/> [our choice].</value>
    public DynamicHeadShape Shape { get; init; } = DynamicHeadShape.Linear;

    /// <summary>At which checkpoints gradients are projected.</summary>
    /// <value>Default <see cref="InfluenceCheckpoints.Final"/>. The others keep networks in memory, and not in model files.</value>
    public InfluenceCheckpoints Checkpoints { get; init; } = InfluenceCheckpoints.Final;

    /// <summary>Epochs from one kept checkpoint to the next.</summary>
    /// <value>Default 1; at least 1. A checkpoint of a ResNet-18 of full width takes 45 MB.</value>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>Name of the column with the predicted average probabilities.</summary>
    /// <value>Default <c>"DynamicScore"</c>; change it if a <see cref="TrainingDynamicsHead"/> is trained beside this one.</value>
    public string DynamicScoreColumnName { get; init; } = SignalNames.DynamicScore;

    /// <summary>Name of the column with the score.</summary>
    /// <value>Default <c>"ProjectedGradient"</c>.</value>
    public string ProjectedGradientColumnName { get; init; } = SignalNames.ProjectedGradient;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (!double.IsFinite(Weight) || Weight < 0)
        {
            problems.Add($"Weight of DynamicInfluenceHead is {Weight}; use a finite number, 0 or more.");
        }

        if (CheckpointEvery < 1)
        {
            problems.Add($"CheckpointEvery of DynamicInfluenceHead is {CheckpointEvery}; use 1 or more.");
        }

        problems.AddRange(
        [
            .. FindUndefined(nameof(Label), Label), .. FindUndefined(nameof(Probabilities), Probabilities), .. FindUndefined(nameof(Accumulation), Accumulation),
            .. FindUndefined(nameof(Shape), Shape), .. FindUndefined(nameof(Checkpoints), Checkpoints),
        ]);
        if (string.IsNullOrWhiteSpace(DynamicScoreColumnName) || string.IsNullOrWhiteSpace(ProjectedGradientColumnName))
        {
            problems.Add("A column name of DynamicInfluenceHead is empty; give both columns a name.");
        }
        else if (DynamicScoreColumnName == ProjectedGradientColumnName)
        {
            problems.Add($"Both columns of DynamicInfluenceHead are named '{DynamicScoreColumnName}'; give them different names.");
        }

        return problems;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> GetColumns(int classCount)
        => [new HeadColumn(DynamicScoreColumnName, classCount), new HeadColumn(ProjectedGradientColumnName, 0)];

    /// <inheritdoc/>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec) => Build(network, spec, null);

    /// <inheritdoc/>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec, Architecture? architecture)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        return Checkpoints == InfluenceCheckpoints.Final || architecture is not null
            ? new DynamicInfluenceModule(this, network, spec.ClassCount, architecture is null ? null : () => architecture.Build(spec))
            : throw new ArgumentException($"DynamicInfluenceHead with Checkpoints {Checkpoints} builds networks of its own; build it with their architecture.", nameof(architecture));
    }

    private static string[] FindUndefined<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => Enum.IsDefined(value)
            ? []
            : [$"{name} of DynamicInfluenceHead is {value}; use one of {string.Join(", ", Enum.GetNames<TEnum>())}."];
}
