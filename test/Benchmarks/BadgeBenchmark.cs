using System.Globalization;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>BADGE at the sizes that JordanAsh/badge was timed at, and against gradients written out.</summary>
internal static class BadgeBenchmark
{
    public static void Run()
    {
        Time(10_000, 10, 1000, "JordanAsh/badge 3.05 s on another machine", runs: 5);
        Time(10_000, 100, 1000, "JordanAsh/badge 3.4 s on another machine", runs: 5);
        Time(40_000, 10, 3000, "JordanAsh/badge 35.9 s on another machine", runs: 3);

        GradientSample small = GradientSample.Draw(2000, 10, 128);
        SideBySide.Print(
            "N = 2,000, C = 10, D = 128, k = 50",
            3,
            ("factorised, with bounds", () => Badge.Select(small.AtPredictedClasses(GradientKind.Linear), 50, new SeededRandom(1).NextDouble, GradientSample.Parallelism)),
            ("gradients written out", () => SelectNaively(small.AtPredictedClasses(GradientKind.Linear), 50)));
    }

    private static void Time(int rows, int classes, int budget, string peer, int runs)
    {
        const int size = 512;
        GradientSample sample = GradientSample.Draw(rows, classes, size);
        sample.Time(
            $"BADGE, N = {rows:N0}, C = {classes}, D = {size}, k = {budget:N0}",
            peer,
            runs,
            () => Badge.Select(sample.AtPredictedClasses(GradientKind.Linear), budget, new SeededRandom(1).NextDouble, GradientSample.Parallelism));

        GradientEmbeddings gradients = sample.AtPredictedClasses(GradientKind.Linear);
        foreach (bool usesBounds in new[] { true, false })
        {
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            var distances = new NearestCenterDistances(gradients, GradientSample.Parallelism, usesBounds);
            var random = new SeededRandom(1);
            int row = distances.FindLargest();
            for (int i = 1; i < budget; i++)
            {
                distances.Add(row);
                row = distances.Draw(random.NextDouble());
            }
            double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(usesBounds ? "with" : "without")} bounds: {seconds:F3} s once, {(double)distances.ComparedCount / rows / (budget - 1):P1} of the embeddings read, last row {row}"));
        }
    }

    private static void SelectNaively(GradientEmbeddings gradients, int budget)
    {
        float[][] written = [.. Enumerable.Range(0, gradients.Count).Select(i =>
        {
            float[] g = new float[gradients.Width];
            gradients.CopyTo(i, g);
            return g;
        })];
        double[] distances = [.. Enumerable.Repeat(double.PositiveInfinity, written.Length)];
        var random = new SeededRandom(1);
        int row = 0;
        for (int i = 0; i < budget; i++)
        {
            double total = 0;
            for (int n = 0; n < written.Length; n++)
            {
                double sum = 0;
                for (int j = 0; j < written[n].Length; j++)
                {
                    double difference = written[n][j] - written[row][j];
                    sum += difference * difference;
                }
                distances[n] = Math.Min(distances[n], sum);
                total += distances[n];
            }
            double target = random.NextDouble() * total;
            row = 0;
            for (double sum = distances[0]; sum <= target && row < written.Length - 1; sum += distances[row])
            {
                row++;
            }
        }
    }
}
