using System.CommandLine;
using MLNet.ActiveLearning.Heads;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>How TiDAL's module is trained: the options of <c>run</c> and <c>dynamics</c>.</summary>
internal static class TidalChoices
{
    public static Choice<DynamicsTarget> Targets { get; } = new("--tidal-target",
        ("running-mean", DynamicsTarget.RunningMean), ("snapshot", DynamicsTarget.Snapshot));

    public static Choice<DivergenceDirection> Directions { get; } = new("--tidal-direction",
        ("forward", DivergenceDirection.TargetToModule), ("reverse", DivergenceDirection.ModuleToTarget));

    public static Option<string> CreateTarget() => Text("--tidal-target", "running-mean", $"What TiDAL's module learns to predict: {Targets.Listed}");

    public static Option<string> CreateDirection() =>
        Text("--tidal-direction", "forward", $"TiDAL's loss, KL(target || module) or its reverse: {Directions.Listed}");
}
