using MLNet.ActiveLearning.Acquisition.Gradients;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>GLISTER-ACTIVE at the size that DISTIL was timed at, with and without validation rows, and against gradients written out.</summary>
internal static class GlisterBenchmark
{
    public static void Run()
    {
        const int size = 512, classes = 10, budget = 1000;
        // One draw, cut in three, so that all rows come from the same classes.
        GradientSample all = GradientSample.Draw(12_000, classes, size);
        GradientSample pool = Cut(all, 0, 10_000);
        GradientSample labeled = Cut(all, 10_000, 1000);
        GradientSample validation = Cut(all, 11_000, 1000);
        Time("GLISTER, N = 10,000, 1,000 labelled, no validation rows", "DISTIL about 540 s on another machine (scaled from 15 picks)", null, new GlisterSettings());
        Time("GLISTER, the same with 1,000 validation rows", "no peer timed", validation, new GlisterSettings());
        Time("GLISTER, the same with 15 refreshes", "no peer timed", validation, new GlisterSettings { Refreshes = 15 });

        GradientSample small = GradientSample.Draw(1000, classes, 64);
        SideBySide.Print(
            "N = 1,000, no labelled rows, C = 10, D = 64, k = 10",
            3,
            ("factorised", () => Glister.Select(new GlisterRows(small.AtPredictedClasses(GradientKind.BiasLinear), null, null), 10, new GlisterSettings(), parallelism: GradientSample.Parallelism)),
            ("gradients written out", () => SelectNaively(small.AtPredictedClasses(GradientKind.BiasLinear), 10, 0.01)));

        void Time(string title, string peer, GradientSample? validation, GlisterSettings settings) => pool.Time(
            $"{title}, C = {classes}, D = {size}, k = {budget:N0}",
            peer,
            runs: 1,
            () => Glister.Select(
                new GlisterRows(
                    pool.AtPredictedClasses(GradientKind.BiasLinear), labeled.AtTrueClasses(GradientKind.BiasLinear), validation?.AtTrueClasses(GradientKind.BiasLinear)),
                budget,
                settings,
                parallelism: GradientSample.Parallelism));
    }

    private static GradientSample Cut(GradientSample sample, int first, int count) => new(
        sample.Probabilities.Rows(first, count), sample.Embeddings.Rows(first, count), sample.Classes[first..(first + count)]);

    // Without regulariser, labelled and validation rows.
    private static void SelectNaively(GradientEmbeddings pool, int budget, double learningRate)
    {
        float[][] written = [.. Enumerable.Range(0, pool.Count).Select(i =>
        {
            float[] g = new float[pool.Width];
            pool.CopyTo(i, g);
            return g;
        })];
        int classes = pool.ClassCount, size = pool.Embeddings.ColumnCount;
        double[] moved = new double[pool.Width];
        var chosen = new bool[pool.Count];
        for (int pick = 0; pick < budget; pick++)
        {
            double[] mean = new double[pool.Width];
            for (int v = 0; v < pool.Count; v++)
            {
                ReadOnlySpan<float> h = pool.Embeddings[v];
                double[] exponentials = new double[classes];
                double sum = 0;
                for (int c = 0; c < classes; c++)
                {
                    double logit = Math.Log(pool.Probabilities[v][c]) - moved[c];
                    for (int j = 0; j < size; j++)
                    {
                        logit -= moved[classes + (c * size) + j] * h[j];
                    }
                    exponentials[c] = Math.Exp(logit);
                    sum += exponentials[c];
                }
                for (int c = 0; c < classes; c++)
                {
                    double a = (exponentials[c] / sum) - (c == pool.Classes[v] ? 1 : 0);
                    mean[c] += a / pool.Count;
                    for (int j = 0; j < size; j++)
                    {
                        mean[classes + (c * size) + j] += a * h[j] / pool.Count;
                    }
                }
            }
            int best = -1;
            double bestGain = double.NegativeInfinity;
            for (int i = 0; i < pool.Count; i++)
            {
                double gain = 0;
                for (int j = 0; j < mean.Length; j++)
                {
                    gain += written[i][j] * mean[j];
                }
                if (!chosen[i] && gain > bestGain)
                {
                    (best, bestGain) = (i, gain);
                }
            }
            chosen[best] = true;
            for (int j = 0; j < moved.Length; j++)
            {
                moved[j] += learningRate * written[best][j];
            }
        }
    }
}
