using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>ActiveFT at the size of its CIFAR script, and against plain loops at a smaller one.</summary>
internal static class ActiveFtBenchmark
{
    public static void Run(int rows, int width, int centroids, int iterations)
    {
        FloatMatrix features = Features(rows, width);
        int[] start = ActiveFt.DrawStart(rows, centroids, new SeededRandom(1).NextDouble);
        var training = new ActiveFtTraining { Iterations = iterations };
        long allocated = GC.GetTotalAllocatedBytes(precise: true), began = Stopwatch.GetTimestamp();
        ActiveFt.Select(features, start, training);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double work = 2e-9 * rows * width * centroids * iterations / seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ActiveFT, N = {rows:N0}, d = {width}, k = {centroids:N0}, {iterations} iterations: {seconds:F2} s, {work:F0} GFlop/s of similarities, "
            + $"{(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6:F0} MB allocated (PyTorch on 2 threads: 27 s at 10,000 x 384, k = 500, 300 iterations)"));

        FloatMatrix initial = ActiveFt.Optimize(features, start, training with { Iterations = 0 });
        SideBySide.Print(
            "five iterations of these",
            3,
            ("all of a step", () => ActiveFt.Optimize(features, start, training with { Iterations = 5 })),
            ("the product of rows and centroids alone (limit)", () =>
            {
                for (int t = 0; t < 5; t++)
                {
                    MatrixProduct.ForEachTile(features, initial, _ => { });
                }
            }));

        FloatMatrix few = Features(2000, 128);
        int[] fewStart = ActiveFt.DrawStart(few.RowCount, 50, new SeededRandom(1).NextDouble);
        SideBySide.Print(
            "N = 2,000, d = 128, k = 50, 5 iterations",
            3,
            ("centroids moved with blocked products", () => ActiveFt.Optimize(few, fewStart, new ActiveFtTraining { Iterations = 5 })),
            ("the same similarities in plain loops alone", () => PlainSimilarities(few, fewStart, 5)));
    }

    private static FloatMatrix Features(int rows, int width)
    {
        const int groups = 100;
        var random = new SeededRandom(3);
        float[] centers = [.. Enumerable.Range(0, groups * width).Select(_ => (float)(random.NextDouble() - 0.5))];
        float[] values = new float[rows * width];
        for (int i = 0; i < values.Length; i++)
        {
            int group = (int)(SeededRandom.Hash(5, (ulong)(i / width)) % groups);
            values[i] = centers[(group * width) + (i % width)] + (float)(random.NextDouble() - 0.5);
        }
        return new FloatMatrix(values, rows, width);
    }

    private static float PlainSimilarities(FloatMatrix rows, int[] start, int iterations)
    {
        float sum = 0;
        for (int t = 0; t < iterations; t++)
        {
            for (int i = 0; i < rows.RowCount; i++)
            {
                var x = rows[i];
                float best = float.NegativeInfinity;
                foreach (int s in start)
                {
                    var y = rows[s];
                    float product = 0;
                    for (int d = 0; d < x.Length; d++)
                    {
                        product += x[d] * y[d];
                    }
                    best = Math.Max(best, product);
                }
                sum += best;
            }
        }
        return sum;
    }
}
