using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Log-determinants where Single is not enough: kernels of low rank, copies, a lambda that is small or 0.</summary>
[TestClass]
public sealed class LogDeterminantTests
{
    [TestMethod]
    [DataRow(SimilarityMetric.Dot)]
    [DataRow(SimilarityMetric.Cosine)]
    [DataRow(SimilarityMetric.Cosine01)]
    public void More_rows_than_the_kernel_has_rank_gain_what_the_formula_says(SimilarityMetric metric)
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var random = new SeededRandom(seed);
            FloatMatrix rows = Rows(random, 30, 2 + random.NextInt32(5), scale: 3);
            double lambda = new[] { 1, 0.05, 1e-3 }[seed % 3];
            var naive = new NaiveSetFunction(rows, new SetFunctionOptions { Function = SetFunctionKind.LogDeterminant, Metric = metric, Lambda = lambda });
            var function = new LogDeterminant(SimilarityKernel.Create(rows, metric), lambda);
            Pick[] picks = GreedyMaximizer.Maximize(function, 14);
            List<int> chosen = [];
            foreach (Pick pick in picks)
            {
                double before = naive.Evaluate(chosen);
                double[] gains = [.. Enumerable.Range(0, 30).Select(j => chosen.Contains(j) ? double.NegativeInfinity : naive.Evaluate([.. chosen, j]) - before)];
                Assert.AreEqual(gains[pick.Index], pick.Score, 1e-8, $"seed {seed}, pick {chosen.Count}");
                Assert.AreEqual(gains.Max(), pick.Score, 1e-8, $"seed {seed}, pick {chosen.Count}: another row gains more");
                chosen.Add(pick.Index);
            }
            Assert.AreEqual(naive.Evaluate(chosen), function.Value, 1e-7, $"seed {seed}");
            CollectionAssert.AreEqual(picks, GreedyMaximizer.Maximize(new LogDeterminant(SimilarityKernel.Create(rows, metric, memoryLimit: 0), lambda), 14), "not in memory");
        }
    }

    [TestMethod]
    [DataRow(SimilarityMetric.Dot, 0)]
    [DataRow(SimilarityMetric.Cosine, 0)]
    [DataRow(SimilarityMetric.Cosine01, 1)]
    public void Without_lambda_rows_gain_negative_infinity_once_the_rank_is_exhausted(SimilarityMetric metric, int constant)
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var random = new SeededRandom(seed);
            int width = 1 + random.NextInt32(8);
            FloatMatrix rows = Rows(random, 40, width, scale: 5);
            Pick[] picks = GreedyMaximizer.Maximize(new LogDeterminant(SimilarityKernel.Create(rows, metric), 0), 20);
            // In one dimension all cosines are 1 or -1, so (1 + cosine) / 2 still has rank 2.
            int rank = width + constant;
            Assert.IsTrue(picks.Take(rank).All(p => double.IsFinite(p.Score)), $"seed {seed}: {string.Join(", ", picks.Select(p => p.Score))}");
            Assert.IsTrue(picks.Skip(rank).All(p => double.IsNegativeInfinity(p.Score)), $"seed {seed}: {string.Join(", ", picks.Select(p => p.Score))}");
        }
    }

    [TestMethod]
    [DataRow(1e-3)]
    [DataRow(1e-6)]
    [DataRow(1e-9)]
    public void A_small_lambda_is_all_that_is_left_of_a_copy(double lambda)
    {
        FloatMatrix row = Rows(new SeededRandom(5), 1, 7, scale: 1);
        var rows = new FloatMatrix((float[])[.. row.Span, .. row.Span], 2, 7);
        var function = new LogDeterminant(SimilarityKernel.Create(rows, SimilarityMetric.Cosine), lambda);
        function.Add(0);
        double[] gain = new double[1];
        function.GetGains([1], gain);
        Assert.AreEqual(Math.Log(lambda * (2 + lambda) / (1 + lambda)), gain[0], 1e-6);
    }

    [TestMethod]
    public void Given_values_are_as_precise_as_Single()
    {
        FloatMatrix rows = Rows(new SeededRandom(6), 12, 3, scale: 1);
        float[] values = new float[144];
        SimilarityKernels.Compute(rows, rows, SimilarityMetric.Cosine, values);
        Pick[] picks = GreedyMaximizer.Maximize(new LogDeterminant(SimilarityKernel.FromValues(new FloatMatrix(values, 12, 12)), 0), 12);
        Assert.AreEqual(3, picks.Count(p => double.IsFinite(p.Score)));
        Assert.IsFalse(picks.Any(p => double.IsNaN(p.Score)));
    }

    [TestMethod]
    public void Exhausted_rows_of_targeted_measures_gain_what_is_documented()
    {
        FloatMatrix four = Rows(new SeededRandom(7), 4, 6, scale: 1);
        FloatMatrix query = four.Rows(2, 1), avoided = four.Rows(3, 1);
        // Row 1 is a copy of row 0, row 3 of the query, row 4 of the private row.
        var pool = new FloatMatrix((float[])[.. four[0], .. four[0], .. four[1], .. four[2], .. four[3]], 5, 6);
        double[] Gains(TargetedMeasure measure, params int[] chosen)
        {
            SetFunction function = TargetedFunction.Create(measure, TargetedKernels.FromEmbeddings(pool, query, avoided), new TargetedWeights { Lambda = 0 });
            function.Add(chosen);
            double[] gains = new double[5];
            function.GetGains([0, 1, 2, 3, 4], gains);
            Assert.IsFalse(gains.Any(double.IsNaN), $"{measure}: {string.Join(", ", gains)}");
            return gains;
        }

        double[] cg = Gains(TargetedMeasure.LogDetCg, 0);
        Assert.IsTrue(double.IsNegativeInfinity(cg[1]) && double.IsNegativeInfinity(cg[4]) && double.IsFinite(cg[2]) && double.IsFinite(cg[3]));
        double[] mi = Gains(TargetedMeasure.LogDetMi, 0);
        Assert.IsTrue(mi[1] == 0 && mi.All(double.IsFinite));
        Assert.AreEqual(3, Array.IndexOf(mi, mi.Max()));
        Assert.AreEqual(-Math.Log(1e-12), Gains(TargetedMeasure.LogDetMi)[3], 1e-9, "a copy of a query");
        double[] cmi = Gains(TargetedMeasure.LogDetCmi, 0);
        Assert.IsTrue(cmi[1] == 0 && cmi[4] == 0 && cmi.All(double.IsFinite));
        Assert.AreEqual(3, Array.IndexOf(cmi, cmi.Max()));
    }

    private static FloatMatrix Rows(SeededRandom random, int count, int width, double scale) =>
        new(Enumerable.Range(0, count * width).Select(_ => (float)(scale * ((2 * random.NextDouble()) - 1))).ToArray(), count, width);
}
