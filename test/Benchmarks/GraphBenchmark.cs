using System.Globalization;
using MLNet.ActiveLearning.Acquisition.Graphs;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>UncertainGCN and CoreGCN, and some epochs of their training against those with the matrix of all pairs.</summary>
internal static class GraphBenchmark
{
    public static void Run(int rows, int labeled, int width, int epochs)
    {
        FloatMatrix all = MixtureEmbeddings.Draw(rows, width, seed: 1);
        FloatMatrix pool = all.Rows(0, rows - labeled), known = all.Rows(rows - labeled, labeled);
        Parallelism parallelism = new(GradientSample.Threads);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {labeled:N0} of them labelled, d = {width}, 1,000 picks, {GradientSample.Threads} threads"));
        Measure("UncertainGCN, 200 epochs", () => UncertainGcn.Select(pool, known, 1000, 1, parallelism: parallelism));
        Measure("CoreGCN, 200 epochs", () => CoreGcn.Select(pool, known, 1000, 1, parallelism: parallelism));
        var few = new GraphTraining { Epochs = epochs };
        SideBySide.Print(
            $"{epochs} epochs",
            1,
            ("from the factors", () => UncertainGcn.Select(pool, known, 1000, 1, training: few, parallelism: parallelism)),
            ("with the matrix of all pairs", () => TrainDense(all, pool.RowCount, epochs, parallelism)));
        Measure($"with the matrix of all pairs, {epochs} epochs", () => TrainDense(all, pool.RowCount, epochs, parallelism));
    }

    private static void TrainDense(FloatMatrix all, int poolCount, int epochs, Parallelism parallelism)
    {
        var network = new DenseGraphNetwork(all, poolCount, new GraphTraining().HiddenSize, parallelism);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            network.Step();
        }
    }

    private static void Measure(string name, Action action)
    {
        var meter = new UsageMeter();
        action();
        Console.WriteLine($"  {name}: {meter}");
    }
}
