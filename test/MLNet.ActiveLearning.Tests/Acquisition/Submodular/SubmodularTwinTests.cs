using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>The set functions with their running state against the formulas, and the two forms of a kernel against each other.</summary>
[TestClass]
public sealed class SubmodularTwinTests
{
    private static readonly string[] Kinds = ["random", "clustered", "copies"];

    public static IEnumerable<object[]> Cases =>
        from function in Enum.GetValues<SetFunctionKind>()
        from metric in Enum.GetValues<SimilarityMetric>()
        where function != SetFunctionKind.FeatureBased || metric == SimilarityMetric.Cosine
        from kind in Kinds
        select (object[])[function, metric, kind];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Each_pick_has_the_largest_gain_of_the_formula(SetFunctionKind kind, SimilarityMetric metric, string data)
    {
        FloatMatrix rows = Rows(data, 45, 6);
        var options = new SetFunctionOptions { Function = kind, Metric = metric };
        SetFunction function = options.Create(rows);
        Pick[] picks = GreedyMaximizer.Maximize(function, 12);
        var naive = new NaiveSetFunction(rows, options);
        var chosen = new List<int>();
        foreach (Pick pick in picks)
        {
            double before = naive.Evaluate(chosen);
            double[] gains = [.. Enumerable.Range(0, rows.RowCount).Select(j => chosen.Contains(j) ? double.NegativeInfinity : naive.Evaluate([.. chosen, j]) - before)];
            double rounding = 1e-5 * (1 + Math.Abs(before));
            Assert.AreEqual(gains[pick.Index], pick.Score, rounding, $"gain of row {pick.Index}");
            // Another row may lead by rounding only.
            Assert.IsTrue(gains[pick.Index] >= gains.Max() - rounding, $"row {pick.Index} gains {gains[pick.Index]:R}, row {Array.IndexOf(gains, gains.Max())} {gains.Max():R}");
            int copy = Enumerable.Range(0, pick.Index).FirstOrDefault(j => !chosen.Contains(j) && rows[j].SequenceEqual(rows[pick.Index]), -1);
            Assert.AreEqual(-1, copy, $"row {pick.Index} was taken before its copy with a lower index");
            chosen.Add(pick.Index);
        }
        Assert.AreEqual(naive.Evaluate(chosen), function.Value, 1e-5 * (1 + Math.Abs(function.Value)));
        Assert.AreEqual(function.Value, options.Create(rows).Add([.. chosen]), 1e-9);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Lazy_and_naive_optimisers_pick_the_same_rows(SetFunctionKind kind, SimilarityMetric metric, string data)
    {
        var options = new SetFunctionOptions { Function = kind, Metric = metric };
        FloatMatrix rows = Rows(data, 120, 7);
        if (!options.Create(rows).IsSubmodular)
        {
            string message = Assert.ThrowsException<ArgumentException>(
                () => GreedyMaximizer.Maximize(options.Create(rows), 3, new GreedyOptions { Optimizer = GreedyOptimizer.Lazy })).Message;
            StringAssert.Contains(message, "'lazy'");
            StringAssert.Contains(message, "GreedyOptimizer.Naive");
            return;
        }
        CollectionAssert.AreEqual(
            GreedyMaximizer.Maximize(options.Create(rows), 200, new GreedyOptions { Optimizer = GreedyOptimizer.Naive }),
            GreedyMaximizer.Maximize(options.Create(rows), 200, new GreedyOptions { Optimizer = GreedyOptimizer.Lazy }));
        CollectionAssert.AreEqual(
            GreedyMaximizer.Maximize(options.Create(rows), 15, new GreedyOptions { Optimizer = GreedyOptimizer.Stochastic() }, new SeededRandom(4).NextDouble),
            GreedyMaximizer.Maximize(options.Create(rows), 15, new GreedyOptions { Optimizer = GreedyOptimizer.LazierThanLazy() }, new SeededRandom(4).NextDouble));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Kernels_in_memory_and_on_request_and_any_number_of_threads_give_the_same_bits(SetFunctionKind kind, SimilarityMetric metric, string data)
    {
        FloatMatrix rows = Rows(data, 1100, 19);
        Pick[] Choose(long memoryLimit, int threads) => GreedyMaximizer.Maximize(
            new SetFunctionOptions { Function = kind, Metric = metric, KernelMemoryLimit = memoryLimit }.Create(rows, new Parallelism(threads)), 9);
        Pick[] expected = Choose(SimilarityKernel.DefaultMemoryLimit, 1);
        CollectionAssert.AreEqual(expected, Choose(SimilarityKernel.DefaultMemoryLimit, 3), "three threads");
        CollectionAssert.AreEqual(expected, Choose(0, 1), "not in memory");
        CollectionAssert.AreEqual(expected, Choose(0, 3), "not in memory, three threads");
        CollectionAssert.AreEqual(expected, Choose(4 * 1100 * 30, 3), "thirty rows in memory");
        CollectionAssert.AreEqual(expected, Choose(4 * 1100 * 400, 2), "four hundred rows in memory");
    }

    [TestMethod]
    [DataRow(SimilarityMetric.Cosine)]
    [DataRow(SimilarityMetric.Cosine01)]
    [DataRow(SimilarityMetric.Euclidean)]
    [DataRow(SimilarityMetric.Dot)]
    public void A_kernel_is_symmetric_and_copies_of_a_row_are_exactly_alike(SimilarityMetric metric)
    {
        FloatMatrix rows = Rows("copies", 600, 300);
        float[] all = new float[600 * 600];
        SimilarityKernels.Compute(rows, rows, metric, all);
        SimilarityKernel kernel = SimilarityKernel.Create(rows, metric, memoryLimit: 0);
        float[] row = new float[600];
        foreach (int i in new[] { 0, 1, 17, 511, 512, 599 })
        {
            kernel.GetRow(i, row);
            for (int j = 0; j < 600; j++)
            {
                Assert.AreEqual(all[(i * 600) + j], row[j], $"{i}, {j}");
                Assert.AreEqual(all[(i * 600) + j], all[(j * 600) + i], $"{i}, {j}");
                if (rows[i].SequenceEqual(rows[j]) && metric != SimilarityMetric.Dot)
                {
                    Assert.AreEqual(kernel.GetSelf(i), row[j], $"copies {i} and {j}");
                }
            }
        }
    }

    [TestMethod]
    public void Disparity_min_is_furthest_first_on_one_minus_similarity()
    {
        FloatMatrix rows = Rows("clustered", 80, 5);
        SimilarityKernel kernel = SimilarityKernel.Create(rows, SimilarityMetric.Cosine);
        float[] similarities = new float[80];
        double[] nearest = [.. Enumerable.Repeat(double.PositiveInfinity, 80)];
        var expected = new List<int>();
        for (int next = 7; expected.Count < 20; next = Array.IndexOf(nearest, nearest.Where((_, j) => !expected.Contains(j)).Max()))
        {
            expected.Add(next);
            kernel.GetRow(next, similarities);
            nearest = [.. nearest.Select((d, j) => expected.Contains(j) ? double.NegativeInfinity : Math.Min(d, 1.0 - similarities[j]))];
        }
        Pick[] picks = GreedyMaximizer.Maximize(new DisparityMin(kernel), 20, new GreedyOptions { Start = 7 });
        CollectionAssert.AreEqual(expected, picks.Select(p => p.Index).ToArray());
    }

    internal static FloatMatrix Rows(string kind, int count, int width)
    {
        var random = new SeededRandom((ulong)(count + width));
        float[][] centres = [.. Enumerable.Range(0, 8).Select(_ => Row(1))];
        float[] Row(double scale) => [.. Enumerable.Range(0, width).Select(_ => (float)(scale * ((2 * random.NextDouble()) - 1)))];
        return new FloatMatrix(
            Enumerable.Range(0, count).SelectMany(n => kind switch
            {
                "clustered" => centres[random.NextInt32(8)].Zip(Row(0.1), (a, b) => a + b),
                // Few different rows, one of them zeros.
                "copies" => centres[random.NextInt32(8)] is var row && row == centres[3] ? new float[width] : row,
                _ => Row(1),
            }).ToArray(),
            count,
            width);
    }
}
