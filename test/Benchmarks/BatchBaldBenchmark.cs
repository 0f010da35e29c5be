using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>BatchBALD at the size of its paper's experiments, and against the formula in plain loops at a size that these can bear.</summary>
internal static class BatchBaldBenchmark
{
    public static void Run()
    {
        const int rows = 2000, passes = 50, classes = 10, batch = 10;
        FloatMatrix matrix = Draw(rows, passes, classes);
        for (int run = 0; run < 3; run++)
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long began = Stopwatch.GetTimestamp();
            Pick[] picks = BatchBald.Select(matrix, passes, batch, new SeededRandom(1).NextDouble);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"N = {rows}, S = {passes}, C = {classes}, k = {batch}, {BatchBald.DefaultJointSampleCount} joint samples: {seconds:F2} s (batchbald_redux: 28 s), "
                + $"{(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6:F0} MB allocated, a = {picks[^1].Score:F3} nats"));
        }

        const int fewRows = 100, fewPasses = 20, chosen = 3;
        FloatMatrix few = Draw(fewRows, fewPasses, classes);
        int[] batchSoFar = [.. Enumerable.Range(0, chosen)];
        SideBySide.Print(
            $"joint entropies of {chosen} samples and each of {fewRows}, all {classes}^{chosen} configurations, S = {fewPasses}",
            3,
            ("this library, 1 thread", () => BatchBald.ComputeScores(few, fewPasses, batchSoFar, new Parallelism(1))),
            ("plain loops in double precision", () => Naive(few, fewPasses, classes, batchSoFar)));
    }

    private static FloatMatrix Draw(int rows, int passes, int classes)
    {
        var random = new SeededRandom(3);
        float[] values = new float[rows * passes * classes];
        for (int n = 0; n < rows; n++)
        {
            // Rows differ in how far their passes agree.
            double spread = 3 * random.NextDouble();
            double[] centre = [.. Enumerable.Range(0, classes).Select(_ => 2 * random.NextDouble())];
            for (int s = 0; s < passes; s++)
            {
                double[] weights = [.. centre.Select(c => Math.Exp(c + (spread * random.NextDouble())))];
                double sum = weights.Sum();
                for (int c = 0; c < classes; c++)
                {
                    values[(((n * passes) + s) * classes) + c] = (float)(weights[c] / sum);
                }
            }
        }
        return new FloatMatrix(values, rows, passes * classes);
    }

    private static double[] Naive(FloatMatrix passes, int passCount, int classCount, int[] batch)
    {
        double[] entropies = new double[passes.RowCount];
        int configurations = (int)Math.Pow(classCount, batch.Length);
        for (int n = 0; n < entropies.Length; n++)
        {
            for (int m = 0; m < configurations; m++)
            {
                for (int c = 0; c < classCount; c++)
                {
                    double probability = 0;
                    for (int s = 0; s < passCount; s++)
                    {
                        double product = passes[n][(s * classCount) + c];
                        int rest = m;
                        foreach (int b in batch)
                        {
                            product *= passes[b][(s * classCount) + (rest % classCount)];
                            rest /= classCount;
                        }
                        probability += product / passCount;
                    }
                    entropies[n] -= probability > 0 ? probability * Math.Log(probability) : 0;
                }
            }
        }
        return entropies;
    }
}
