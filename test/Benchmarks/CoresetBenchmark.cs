using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Greedy k-centre on embeddings of width 512, against the textbook method that reads the whole pool for each choice.</summary>
internal static class CoresetBenchmark
{
    private const int Width = 512;

    /// <param name="poolSize">N; 0 for the sizes at which other libraries were measured.</param>
    /// <param name="labeledCount">Labelled rows.</param>
    /// <param name="budget">Rows to choose.</param>
    public static void Run(int poolSize, int labeledCount, int budget)
    {
        if (poolSize > 0)
        {
            Compare(poolSize, labeledCount, budget);
            return;
        }
        Console.WriteLine("context: the fastest other library took 6.2 s for N = 10,000, 1,000 labelled, k = 1,000 and 88 s for N = 50,000, k = 3,000 on a machine like this");
        Compare(10_000, 1000, 1000);
        Measure(10_000, 0, 1000);
        Measure(50_000, 1000, 3000);
        Measure(50_000, 0, 3000);
    }

    private static void Compare(int poolSize, int labeledCount, int budget)
    {
        (FloatMatrix pool, FloatMatrix labeled) = Draw(poolSize, labeledCount);
        Pick[] fast = [];
        int[] textbook = [];
        SideBySide.Print(
            $"greedy k-centre, N = {poolSize:N0}, d = {Width}, {labeledCount:N0} labelled, k = {budget:N0}",
            3,
            ("bounds, 2 threads", () => fast = KCenterGreedy.Select(pool, labeled, budget, parallelism: new Parallelism(2))),
            ("bounds, 1 thread", () => fast = KCenterGreedy.Select(pool, labeled, budget, parallelism: new Parallelism(1))),
            ("textbook, 2 threads, single precision", () => textbook = Textbook(pool, labeled, budget)));
        Console.WriteLine($"  picks in common: {fast.Select(p => p.Index).Intersect(textbook).Count()} of {fast.Length}");
    }

    private static void Measure(int poolSize, int labeledCount, int budget)
    {
        (FloatMatrix pool, FloatMatrix labeled) = Draw(poolSize, labeledCount);
        for (int run = 0; run < 4; run++)
        {
            long bytes = GC.GetTotalAllocatedBytes();
            long began = Stopwatch.GetTimestamp();
            Pick[] picks = KCenterGreedy.Select(pool, labeled, budget, parallelism: new Parallelism(2));
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(run == 0 ? "warm-up: " : "")}N = {poolSize:N0}, {labeledCount:N0} labelled, k = {budget:N0}: {seconds:F3} s, {(GC.GetTotalAllocatedBytes() - bytes) / 1e6:F1} MB allocated, last radius {picks[^1].Score:F3}, resident peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
        }
    }

    private static (FloatMatrix Pool, FloatMatrix Labeled) Draw(int poolSize, int labeledCount)
    {
        FloatMatrix all = MixtureEmbeddings.Draw(poolSize + labeledCount, Width, seed: 1);
        return (all.Rows(0, poolSize), all.Rows(poolSize, labeledCount));
    }

    private static int[] Textbook(FloatMatrix pool, FloatMatrix labeled, int budget)
    {
        float[] nearest = new float[pool.RowCount];
        Array.Fill(nearest, float.PositiveInfinity);
        for (int l = 0; l < labeled.RowCount; l++)
        {
            Meet(l, labeled);
        }
        int[] picks = new int[budget];
        for (int i = 0; i < budget; i++)
        {
            picks[i] = TensorPrimitives.IndexOfMax<float>(nearest);
            Meet(picks[i], pool);
            nearest[picks[i]] = -1;
        }
        return picks;

        void Meet(int center, FloatMatrix centers) => Blocks.ForEach(pool.RowCount, 1024, new Parallelism(2), (_, first, count) =>
        {
            for (int n = first; n < first + count; n++)
            {
                nearest[n] = Math.Min(nearest[n], TensorPrimitives.Distance(pool[n], centers[center]));
            }
        });
    }
}
