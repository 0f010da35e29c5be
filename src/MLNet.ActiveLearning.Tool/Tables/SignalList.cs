using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tables;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Tool.Strategies;

namespace MLNet.ActiveLearning.Tool.Tables;

/// <summary>The signals that some strategy of the command line reads.</summary>
internal static class SignalList
{
    private static readonly Dictionary<string, SignalColumn> All = Collect();

    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>How a signal is read from files.</summary>
    public static TableColumnKind KindOf(SignalColumn signal) => signal.Kind switch
    {
        SignalKind.Number => TableColumnKind.Number,
        SignalKind.PassProbabilities => TableColumnKind.Passes,
        _ => TableColumnKind.Vector,
    };

    public static SignalColumn Get(string name) => All[name];

    private static Dictionary<string, SignalColumn> Collect()
    {
        StrategyCatalog catalog = new MLContext(seed: 1).ActiveLearning().Strategies;
        return StrategyRegistry.All.SelectMany(e => e.Create(catalog).Signals).DistinctBy(s => s.Name).ToDictionary(s => s.Name);
    }
}
