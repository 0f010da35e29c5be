using System.Globalization;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Facility location with a cosine kernel, kernel included, against plain loops.</summary>
internal static class FacilityLocationBenchmark
{
    private const int Threads = 2;

    public static void Run(int rows, int width, int picks, int limit)
    {
        FloatMatrix embeddings = SubmodularInputs.Embeddings(rows, width);
        long memoryLimit = (long)limit << 20;
        // Compiled before the first measurement; that is then a cold one, with fresh memory, as a query has it.
        _ = Choose(embeddings.Rows(0, Math.Min(600, rows)), Math.Min(50, picks), memoryLimit);
        for (int run = 0; run < (rows > 20_000 ? 1 : 3); run++)
        {
            GC.Collect();
            var usage = new UsageMeter();
            SimilarityKernel kernel = SimilarityKernel.Create(embeddings, SimilarityMetric.Cosine, memoryLimit, new Parallelism(Threads));
            string forKernel = usage.ToString();
            var counted = new CountedFunction(new FacilityLocation(kernel));
            Pick[] chosen = GreedyMaximizer.Maximize(counted, picks);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"facility location, N = {rows:N0}, d = {width}, k = {picks:N0}, {Threads} threads: {usage} (kernel {forKernel}), {counted.GainCount - rows:N0} gains after the first {rows:N0}, value {counted.Value:F3}, last pick {chosen[^1].Index}"));
        }
        Console.WriteLine("  for context, N = 10,000, d = 512, k = 1,000 on two cores: submodlib 59 s and 6.6 GB");
        FloatMatrix few = embeddings.Rows(0, Math.Min(1_000, rows));
        SideBySide.Print(
            $"N = {few.RowCount:N0}, k = 50",
            3,
            ("lazy greedy on blocks", () => Choose(few, 50, memoryLimit)),
            ("plain loops, all gains anew", () => ChooseNaively(few, 50)));
    }

    private static Pick[] Choose(FloatMatrix embeddings, int picks, long memoryLimit) =>
        GreedyMaximizer.Maximize(new FacilityLocation(SimilarityKernel.Create(embeddings, SimilarityMetric.Cosine, memoryLimit, new Parallelism(Threads))), picks);

    private static int[] ChooseNaively(FloatMatrix embeddings, int picks)
    {
        int n = embeddings.RowCount;
        double[,] similarities = new double[n, n];
        double Product(int i, int j)
        {
            double sum = 0;
            for (int d = 0; d < embeddings.ColumnCount; d++)
            {
                sum += (double)embeddings[i][d] * embeddings[j][d];
            }
            return sum;
        }
        double[] norms = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(Product(i, i)))];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                similarities[i, j] = Product(i, j) / (norms[i] * norms[j]);
            }
        }
        double[] best = new double[n];
        var chosen = new List<int>();
        while (chosen.Count < picks)
        {
            int next = -1;
            double largest = double.NegativeInfinity;
            for (int j = 0; j < n; j++)
            {
                double gain = 0;
                for (int i = 0; i < n; i++)
                {
                    gain += Math.Max(0, similarities[j, i] - best[i]);
                }
                if (gain > largest && !chosen.Contains(j))
                {
                    (next, largest) = (j, gain);
                }
            }
            chosen.Add(next);
            for (int i = 0; i < n; i++)
            {
                best[i] = Math.Max(best[i], similarities[next, i]);
            }
        }
        return [.. chosen];
    }
}
