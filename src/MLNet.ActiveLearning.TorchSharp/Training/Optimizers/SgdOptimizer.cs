using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Stochastic gradient descent with momentum.</summary>
/// <remarks>
/// With gradient g, weights w, weight decay d, momentum m and learning rate a: <c>g' = g + d w; v = m v + g'; w = w - a v</c>
/// (Nesterov: <c>w = w - a (g' + m v)</c>). The defaults are those of the fixed-epoch protocols of TiDAL, DISAL and TOD.
/// </remarks>
public sealed record SgdOptimizer : TrainingOptimizer
{
    /// <inheritdoc/>
    /// <value>Default 0.1.</value>
    public override double LearningRate { get; init; } = 0.1;

    /// <summary>Momentum m.</summary>
    /// <value>Default 0.9; from 0 to less than 1.</value>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay d, applied to all parameters.</summary>
    /// <value>Default 5e-4; at least 0.</value>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Whether the step looks ahead along the momentum.</summary>
    /// <value>Default <see langword="false"/>; needs a momentum greater than 0.</value>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override optim.Optimizer Build(IReadOnlyList<ParameterSet> sets) => optim.SGD(
        sets.Select(s => new SGD.ParamGroup(s.Parameters, s.LearningRate, Momentum, 0, WeightDecay, Nesterov)).ToList(),
        LearningRate,
        Momentum,
        0,
        WeightDecay,
        Nesterov);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems()
    {
        string[] nesterov = Nesterov && Momentum == 0 ? ["Optimizer.Nesterov is on but Momentum is 0; give a momentum such as 0.9."] : [];
        return [.. base.FindProblems(), .. CheckRange(nameof(Momentum), Momentum, 0, 1), .. CheckRange(nameof(WeightDecay), WeightDecay, 0, 1), .. nesterov];
    }
}
