using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Contract;

/// <summary>Values for all signals of a strategy, whatever these are: one array a row and signal.</summary>
internal sealed class SignalRows
{
    /// <summary>Stochastic passes in a signal of <see cref="SignalKind.PassProbabilities"/>.</summary>
    public const int PassCount = 3;

    private readonly IReadOnlyList<SignalColumn> signals;

    private SignalRows(IReadOnlyList<SignalColumn> signals, Dictionary<string, float[][]> values, int count, int width)
    {
        this.signals = signals;
        Values = values;
        Count = count;
        Width = width;
    }

    /// <summary>Length of a vector, and number of classes.</summary>
    public int Width { get; }

    public int Count { get; }

    /// <summary>By signal and row.</summary>
    public Dictionary<string, float[][]> Values { get; }

    /// <summary>Random rows.</summary>
    public static SignalRows Random(SelectionStrategy strategy, int count, int width = 5, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        var values = new Dictionary<string, float[][]>();
        foreach (SignalColumn signal in strategy.Signals)
        {
            int length = signal.Kind == SignalKind.Number ? 1 : width;
            values[signal.Name] = [.. Enumerable.Range(0, count).Select(_ => signal.Kind switch
            {
                SignalKind.Probabilities => RandomProbabilities(random, length),
                SignalKind.PassProbabilities => [.. Enumerable.Range(0, PassCount).SelectMany(_ => RandomProbabilities(random, length))],
                _ => [.. Enumerable.Range(0, length).Select(_ => (float)((2 * random.NextDouble()) - 1))],
            })];
        }
        return new SignalRows(strategy.Signals, values, count, width);
    }

    /// <summary>A row of the simplex, sharpened so that utilities spread.</summary>
    public static float[] RandomProbabilities(SeededRandom random, int classCount)
    {
        double[] weights = [.. Enumerable.Range(0, classCount).Select(_ => Math.Pow(random.NextDouble() + 1e-9, 3))];
        double sum = weights.Sum();
        return [.. weights.Select(w => (float)(w / sum))];
    }

    public static string IdOf(long position) => FormattableString.Invariant($"row-{position:D5}");

    private int[] DimensionsOf(SignalColumn signal) => signal.Kind == SignalKind.Image ? [1, 1, Width] : [Width];

    /// <summary>A view of the rows, ids first.</summary>
    /// <param name="order">The row that stands at a position; null for the rows' own order.</param>
    /// <param name="sparse">Leave zeros out of the vectors.</param>
    /// <param name="labels">Add a column <c>Label</c> with the classes 0, 1, ... in turn.</param>
    public SyntheticView ToView(int[]? order = null, bool sparse = false, bool labels = false)
    {
        float[][] Ordered(string name) => order is null ? Values[name] : [.. order.Select(i => Values[name][i])];
        return new SyntheticView(Count,
        [
            SyntheticColumn.Text("Id", position => IdOf(order is null ? position : order[position])),
            .. signals.Select(s => s.Kind switch
            {
                SignalKind.Number => SyntheticColumn.Single(s.Name, position => Values[s.Name][order is null ? position : order[position]][0]),
                SignalKind.PassProbabilities => SyntheticColumn.SharedVector(s.Name, [PassCount, Width], Ordered(s.Name)),
                _ => sparse ? SyntheticColumn.SparseVector(s.Name, DimensionsOf(s), Ordered(s.Name)) : SyntheticColumn.SharedVector(s.Name, DimensionsOf(s), Ordered(s.Name)),
            }),
            .. labels ? [SyntheticColumn.Text("Label", position => (position % Width).ToString(System.Globalization.CultureInfo.InvariantCulture))] : Array.Empty<SyntheticColumn>(),
        ]);
    }
}
