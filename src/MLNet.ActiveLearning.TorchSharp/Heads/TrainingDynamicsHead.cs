using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Heads;

/// <summary>
/// TiDAL's module: predicts, for a sample without a label, the average over the epochs of the class probabilities that the
/// classifier would have given it during training.
/// </summary>
/// <remarks>
/// <para>
/// Each stage map is averaged over its pixels and goes through a linear layer to <see cref="HiddenSize"/> numbers and a ReLU;
/// their concatenation goes through a linear layer to C logits, and <c>q = softmax(logits)</c>. For a network without stage maps
/// the embedding takes the place of the only stage [our choice]. The loss, added to the mean cross-entropy, is
/// <c>lambda / B * sum_i KL(pbar_i || q_i)</c>, where <c>pbar_i</c> is the running mean of the classifier's probabilities of sample
/// i in train mode; the target is detached, the stage maps are not, so the module's gradients reach the network in all epochs.
/// </para>
/// <para>
/// Column: <c>DynamicScore</c>, the probabilities q, (C) in [0, 1] with sum 1. Strategies take their entropy or margin.
/// Cost: 128 522 parameters on a ResNet-18 with 10 classes, <c>4 N (C + 1)</c> bytes for the running mean.
/// Kye, Choi, Byun, Chang, "TiDAL: Learning Training Dynamics for Active Learning", ICCV 2023. The default is the form of the
/// released code; the paper's equation 8 is <c>Target = Snapshot, Direction = ModuleToTarget</c>.
/// </para>
/// </remarks>
public sealed record TrainingDynamicsHead : TrainingHead
{
    /// <inheritdoc/>
    public override string Name => "training-dynamics";

    /// <summary>What the module learns to predict.</summary>
    /// <value>Default <see cref="DynamicsTarget.RunningMean"/>, as in the released code.</value>
    public DynamicsTarget Target { get; init; } = DynamicsTarget.RunningMean;

    /// <summary>The order of the two distributions in the loss.</summary>
    /// <value>Default <see cref="DivergenceDirection.TargetToModule"/>, as in the released code.</value>
    public DivergenceDirection Direction { get; init; } = DivergenceDirection.TargetToModule;

    /// <summary>Factor lambda of the module's loss beside the cross-entropy.</summary>
    /// <value>Default 1. Range: 0 and more, finite.</value>
    public double Weight { get; init; } = 1.0;

    /// <summary>Outputs of the linear layer behind each stage.</summary>
    /// <value>Default 128. Range: 1 and more.</value>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Name of the column with the predicted average probabilities.</summary>
    /// <value>Default <c>"DynamicScore"</c>.</value>
    public string DynamicScoreColumnName { get; init; } = SignalNames.DynamicScore;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (!Enum.IsDefined(Target))
        {
            problems.Add($"Target of TrainingDynamicsHead is {Target}; use RunningMean or Snapshot.");
        }

        if (!Enum.IsDefined(Direction))
        {
            problems.Add($"Direction of TrainingDynamicsHead is {Direction}; use TargetToModule or ModuleToTarget.");
        }

        if (!double.IsFinite(Weight) || Weight < 0)
        {
            problems.Add($"Weight of TrainingDynamicsHead is {Weight}; use a finite number, 0 or more.");
        }

        if (HiddenSize < 1)
        {
            problems.Add($"HiddenSize of TrainingDynamicsHead is {HiddenSize}; use 1 or more.");
        }

        if (string.IsNullOrWhiteSpace(DynamicScoreColumnName))
        {
            problems.Add("DynamicScoreColumnName of TrainingDynamicsHead is empty; give the column a name.");
        }

        return problems;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> GetColumns(int classCount) => [new HeadColumn(DynamicScoreColumnName, classCount)];

    /// <inheritdoc/>
    public override HeadModule Build(ImageNetwork network, NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        return new TrainingDynamicsModule(this, network, spec.ClassCount);
    }
}
