using MLNet.ActiveLearning.Tool.Wording;

namespace MLNet.ActiveLearning.Tool.Strategies;

/// <summary>All strategies of the command line: a new one is a new line in the list of its family.</summary>
internal static partial class StrategyRegistry
{
    public static IReadOnlyList<StrategyEntry> All { get; } = [.. Uncertainty, .. Bayesian, .. Diversity, .. Gradient, .. Submodular, .. Targeted, .. Graphs, .. Network, .. Variational];

    /// <exception cref="BadArgumentsException">No strategy has this name.</exception>
    public static StrategyEntry Find(string name) =>
        All.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadArgumentsException(
            $"There is no strategy '{name}'. {ClosestName.Suggest(name, [.. All.Select(e => e.Name)])}'mlnet-al strategies' lists them.");
}
