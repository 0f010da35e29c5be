using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Times one query of every strategy that the catalog makes, with default options, on the same rows; prints the table of the documentation.</summary>
internal static class StrategiesBenchmark
{
    private const int ClassCount = 10;
    private const int PassCount = 10;
    private const int ReferenceCount = 500;
    private const int Runs = 3;

    public static void Run(int rows, int width, int querySize, string? name)
    {
        // One draw, so that all rows come from the same classes.
        GradientSample all = GradientSample.Draw(rows + (4 * ReferenceCount), ClassCount, width);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows:N0} rows, {ClassCount} classes, d = {width}, {PassCount} passes, {querySize:N0} picks; {ReferenceCount} labelled and as many other rows where a strategy uses them; median of {Runs}"));
        Console.WriteLine("| Strategy | Seconds |\n| --- | --- |");
        foreach (SelectionStrategy strategy in CreateAll().Where(s => name is null || s.Name == name))
        {
            SyntheticView View(int first, int count, bool labels) => CreateView(strategy, all, first, count, labels);
            SyntheticView pool = View(0, rows, labels: false);
            var references = new ReferenceRows(
                View(rows, ReferenceCount, labels: true),
                View(rows + ReferenceCount, ReferenceCount, labels: true),
                View(rows + (2 * ReferenceCount), ReferenceCount, labels: true),
                View(rows + (3 * ReferenceCount), ReferenceCount, labels: true));
            double[] seconds = new double[Runs];
            for (int run = 0; run < Runs; run++)
            {
                long began = Stopwatch.GetTimestamp();
                int found = RowSelection.Select(
                    pool, "Id", strategy, new SelectionContext { QuerySize = querySize, Seed = 1, Threads = GradientSample.Threads }, references).Count;
                seconds[run] = Stopwatch.GetElapsedTime(began).TotalSeconds;
                Trace.Assert(found == Math.Min(querySize, rows), $"{strategy.Name} chose {found} rows.");
            }
            Array.Sort(seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{strategy.Name}` | {seconds[Runs / 2]:F3} |"));
        }
    }

    private static IEnumerable<SelectionStrategy> CreateAll() =>
        new[] { typeof(SelectionStrategy), typeof(ImageClassificationTrainer) }
            .SelectMany(type => StrategyVariant.AllOf(type.Assembly, Shorten))
            .Select(variant => variant.Create())
            .DistinctBy(strategy => strategy.Name)
            .OrderBy(strategy => strategy.Name, StringComparer.Ordinal);

    // The autoencoder's published size and 100 epochs ask for a GPU.
    private static object Shorten(object options) => options switch
    {
        VaalOptions vaal => vaal with { Training = vaal.Training with { Width = 16, Epochs = 1 } },
        TaVaalOptions vaal => vaal with { Training = vaal.Training with { Width = 16, Epochs = 1 } },
        _ => options,
    };

    private static SyntheticView CreateView(SelectionStrategy strategy, GradientSample sample, int first, int count, bool labels) => new(count,
    [
        SyntheticColumn.Text("Id", position => string.Create(CultureInfo.InvariantCulture, $"row-{first + position}")),
        .. strategy.Signals.Select(signal => CreateColumn(signal, sample, first, count)),
        .. labels
            ? [SyntheticColumn.Text("Label", position => sample.Classes[first + (int)position].ToString(CultureInfo.InvariantCulture))]
            : Array.Empty<SyntheticColumn>(),
    ]);

    private static SyntheticColumn CreateColumn(SignalColumn signal, GradientSample sample, int first, int count)
    {
        float[][] Rows(Func<int, float[]> row) => [.. Enumerable.Range(first, count).Select(row)];
        return signal.Kind switch
        {
            SignalKind.Number => SyntheticColumn.Single(signal.Name, position => 1 - sample.Probabilities[first + (int)position].ToArray().Max()),
            SignalKind.Probabilities => SyntheticColumn.SharedVector(signal.Name, [ClassCount], Rows(i => sample.Probabilities[i].ToArray())),
            SignalKind.PassProbabilities => SyntheticColumn.SharedVector(signal.Name, [PassCount, ClassCount], Rows(i => DrawPasses(sample.Probabilities[i], i))),
            SignalKind.Image => SyntheticColumn.SharedVector(
                signal.Name, [1, 16, sample.Embeddings.ColumnCount / 16], Rows(i => sample.Embeddings[i][..(sample.Embeddings.ColumnCount / 16 * 16)].ToArray())),
            _ => SyntheticColumn.SharedVector(signal.Name, [sample.Embeddings.ColumnCount], Rows(i => sample.Embeddings[i].ToArray())),
        };
    }

    // Each pass: the row's probabilities, each times a random factor, scaled to a sum of 1.
    private static float[] DrawPasses(ReadOnlySpan<float> probabilities, int row)
    {
        var random = new SeededRandom((ulong)row);
        float[] passes = new float[PassCount * ClassCount];
        for (int s = 0; s < PassCount; s++)
        {
            Span<float> pass = passes.AsSpan(s * ClassCount, ClassCount);
            float sum = 0;
            for (int c = 0; c < ClassCount; c++)
            {
                pass[c] = probabilities[c] * (0.2f + (float)random.NextDouble());
                sum += pass[c];
            }
            for (int c = 0; c < ClassCount; c++)
            {
                pass[c] /= sum;
            }
        }
        return passes;
    }
}
