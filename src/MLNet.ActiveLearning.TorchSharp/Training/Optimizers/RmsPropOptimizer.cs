using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>RMSProp (Hinton, lecture 6e of "Neural Networks for Machine Learning", 2012).</summary>
public sealed record RmsPropOptimizer : TrainingOptimizer
{
    /// <inheritdoc/>
    /// <value>Default 0.001.</value>
    public override double LearningRate { get; init; } = 0.001;

    /// <summary>Decay of the running mean of the squared gradient.</summary>
    /// <value>Default 0.99; from 0 to less than 1.</value>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to the denominator.</summary>
    /// <value>Default 1e-8; at least 0.</value>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum.</summary>
    /// <value>Default 0; from 0 to less than 1.</value>
    public double Momentum { get; init; }

    /// <summary>Weight decay added to the gradient.</summary>
    /// <value>Default 0; at least 0.</value>
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    public override optim.Optimizer Build(IReadOnlyList<ParameterSet> sets) => optim.RMSProp(
        sets.Select(s => new RMSProp.ParamGroup(s.Parameters, s.LearningRate, Epsilon, Alpha, WeightDecay, Momentum)).ToList(),
        LearningRate,
        Alpha,
        Epsilon,
        WeightDecay,
        Momentum);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. base.FindProblems(),
        .. CheckRange(nameof(Alpha), Alpha, 0, 1),
        .. CheckRange(nameof(Epsilon), Epsilon, 0, 1),
        .. CheckRange(nameof(Momentum), Momentum, 0, 1),
        .. CheckRange(nameof(WeightDecay), WeightDecay, 0, 1),
    ];
}
