using MLNet.ActiveLearning.Acquisition.Gradients;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>GRAD-MATCH at the size that DISTIL was timed at, and against gradients written out.</summary>
internal static class GradMatchBenchmark
{
    public static void Run()
    {
        const int size = 512, classes = 10;
        GradientSample sample = GradientSample.Draw(10_000, classes, size);
        sample.Time(
            "GRAD-MATCH with unit weights, N = 10,000, C = 10, D = 512, k = 1,000",
            "DISTIL about 190 s on another machine (scaled from 25 picks)",
            runs: 3,
            () => GradMatch.SelectUnitWeights(sample.AtPredictedClasses(GradientKind.BiasLinear), null, 1000, parallelism: GradientSample.Parallelism));
        sample.Time(
            "GRAD-MATCH pursuit, N = 10,000, C = 10, D = 512, k = 200",
            "DISTIL 1.0 s for k = 100 with 5,130 numbers a gradient, given written out",
            runs: 1,
            () => GradMatch.SelectWeighted(sample.AtPredictedClasses(GradientKind.BiasLinear), null, 200, new PursuitSettings(), GradientSample.Parallelism));

        GradientSample small = GradientSample.Draw(2000, classes, 64);
        SideBySide.Print(
            "unit weights, N = 2,000, C = 10, D = 64, k = 50",
            3,
            ("factorised", () => GradMatch.SelectUnitWeights(small.AtPredictedClasses(GradientKind.BiasLinear), null, 50, parallelism: GradientSample.Parallelism)),
            ("gradients written out", () => SelectNaively(small.AtPredictedClasses(GradientKind.BiasLinear), 50)));
    }

    private static void SelectNaively(GradientEmbeddings pool, int budget)
    {
        float[][] written = [.. Enumerable.Range(0, pool.Count).Select(i =>
        {
            float[] g = new float[pool.Width];
            pool.CopyTo(i, g);
            return g;
        })];
        double[] residual = [.. pool.ComputeSum().Select(t => -t * budget / pool.Count)];
        var chosen = new bool[pool.Count];
        for (int pick = 0; pick < budget; pick++)
        {
            int best = -1;
            double least = double.PositiveInfinity;
            for (int i = 0; i < pool.Count; i++)
            {
                double sum = 0;
                for (int j = 0; j < residual.Length; j++)
                {
                    double value = residual[j] + written[i][j];
                    sum += value * value;
                }
                if (!chosen[i] && sum < least)
                {
                    (best, least) = (i, sum);
                }
            }
            chosen[best] = true;
            for (int j = 0; j < residual.Length; j++)
            {
                residual[j] += written[best][j];
            }
        }
    }
}
