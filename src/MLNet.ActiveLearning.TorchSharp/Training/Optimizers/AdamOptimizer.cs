using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015).</summary>
/// <remarks>Use it with <see cref="ConstantSchedule"/>, as DISTIL does.</remarks>
public sealed record AdamOptimizer : TrainingOptimizer
{
    /// <inheritdoc/>
    /// <value>Default 0.001.</value>
    public override double LearningRate { get; init; } = 0.001;

    /// <summary>Decay of the running mean of the gradient.</summary>
    /// <value>Default 0.9; from 0 to less than 1.</value>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the running mean of the squared gradient.</summary>
    /// <value>Default 0.999; from 0 to less than 1.</value>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    /// <value>Default 1e-8; at least 0.</value>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay added to the gradient.</summary>
    /// <value>Default 0; at least 0.</value>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override optim.Optimizer Build(IReadOnlyList<ParameterSet> sets) => optim.Adam(
        sets.Select(s => new Adam.ParamGroup(s.Parameters, s.LearningRate, Beta1, Beta2, Epsilon, WeightDecay)).ToList(),
        LearningRate,
        Beta1,
        Beta2,
        Epsilon,
        WeightDecay);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. base.FindProblems(),
        .. CheckRange(nameof(Beta1), Beta1, 0, 1),
        .. CheckRange(nameof(Beta2), Beta2, 0, 1),
        .. CheckRange(nameof(Epsilon), Epsilon, 0, 1),
        .. CheckRange(nameof(WeightDecay), WeightDecay, 0, 1),
    ];
}
