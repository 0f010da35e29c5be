using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

[TestClass]
public sealed class TargetedFunctionTests
{
    private const int Count = 48, Budget = 12, Width = 5, Classes = 4;

    public static IEnumerable<object[]> Everything =>
        from measure in Enum.GetValues<TargetedMeasure>()
        from kind in new[] { "random", "clustered", "duplicates" }
        from gradients in new[] { false, true }
        select (object[])[measure, kind, gradients];

    public static IEnumerable<object[]> Measures => Enum.GetValues<TargetedMeasure>().Select(m => (object[])[m]);

    [TestMethod]
    [DynamicData(nameof(Everything))]
    public void Gains_are_differences_of_the_defined_values_and_no_other_row_gains_more(TargetedMeasure measure, string kind, bool gradients)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            (TargetedKernels kernels, TargetedTwin twin) = Create(kind, gradients, seed);
            SetFunction function = TargetedFunction.Create(measure, kernels, twin.Weights);
            Pick[] picks = GreedyMaximizer.Maximize(function, Budget);
            Assert.AreEqual(Budget, picks.DistinctBy(p => p.Index).Count());
            List<int> chosen = [];
            double before = 0;
            foreach (Pick pick in picks)
            {
                double Gain(int i) => twin.Evaluate(measure, [.. chosen, i]) - before;
                double tolerance = Rounding(measure, gradients) * (1 + Math.Abs(before));
                double best = Enumerable.Range(0, Count).Except(chosen).Max(Gain);
                Assert.AreEqual(Gain(pick.Index), pick.Score, tolerance, $"gain {chosen.Count}, seed {seed}");
                Assert.AreEqual(best, pick.Score, tolerance, $"another row gains more than pick {chosen.Count}, seed {seed}");
                chosen.Add(pick.Index);
                before = twin.Evaluate(measure, chosen);
            }
            Assert.AreEqual(picks.Sum(p => p.Score), function.Value, 1e-9 * (1 + Math.Abs(function.Value)), "the value is the sum of the gains");
            Assert.AreEqual(before, function.Value, Rounding(measure, gradients) * (1 + Math.Abs(before)));
        }

        // Log-determinants are in double; the residuals of gradients, p - 1, are rounded to Single.
        static double Rounding(TargetedMeasure measure, bool gradients) =>
            !gradients && measure is (TargetedMeasure.LogDetMi or TargetedMeasure.LogDetCg or TargetedMeasure.LogDetCmi) ? 1e-8 : 2e-5;
    }

    [TestMethod]
    [DynamicData(nameof(Measures))]
    public void The_order_in_which_rows_are_added_does_not_change_the_value(TargetedMeasure measure)
    {
        (TargetedKernels kernels, TargetedTwin twin) = Create("random", gradients: true, seed: 7);
        double value = TargetedFunction.Create(measure, kernels, twin.Weights).Add([3, 40, 17, 22, 9]);
        Assert.AreEqual(value, TargetedFunction.Create(measure, kernels, twin.Weights).Add([22, 9, 3, 17, 40]), 1e-5 * (1 + Math.Abs(value)));
        Assert.AreEqual(twin.Evaluate(measure, [3, 9, 17, 22, 40]), value, 1e-5 * (1 + Math.Abs(value)));
    }

    [TestMethod]
    [DynamicData(nameof(Measures))]
    public void Permuting_the_pool_permutes_the_result(TargetedMeasure measure)
    {
        var random = new SeededRandom(11);
        FloatMatrix pool = TargetedData.Rows("random", Count, Width, random), queries = TargetedData.Rows("random", 4, Width, random);
        FloatMatrix avoided = TargetedData.Rows("random", 3, Width, random);
        int[] order = random.Permutation(Count);
        int[] Choose(FloatMatrix rows) => [.. GreedyMaximizer
            .Maximize(TargetedFunction.Create(measure, TargetedKernels.FromEmbeddings(rows, queries, avoided)), 6).Select(p => p.Index)];
        CollectionAssert.AreEqual(Choose(pool), Choose(TargetedData.Reorder(pool, order)).Select(i => order[i]).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Measures))]
    public void Threads_and_memory_change_nothing(TargetedMeasure measure)
    {
        var random = new SeededRandom(12);
        FloatMatrix pool = TargetedData.Rows("clustered", 1100, Width, random), queries = TargetedData.Rows("random", 4, Width, random);
        FloatMatrix avoided = TargetedData.Rows("random", 3, Width, random);
        Pick[] Choose(int threads, long memoryLimit) => GreedyMaximizer.Maximize(
            TargetedFunction.Create(measure, TargetedKernels.FromEmbeddings(pool, queries, avoided, memoryLimit, new Parallelism(threads))), 15);
        Pick[] expected = Choose(1, SimilarityKernel.DefaultMemoryLimit);
        CollectionAssert.AreEqual(expected, Choose(3, SimilarityKernel.DefaultMemoryLimit), "3 threads");
        Pick[] onRequest = Choose(1, 0);
        CollectionAssert.AreEqual(onRequest, Choose(3, 0), "3 threads, similarities on request");
        CollectionAssert.AreEqual(expected.Select(p => p.Index).ToArray(), onRequest.Select(p => p.Index).ToArray(), "similarities on request");
    }

    [TestMethod]
    [DataRow(TargetedMeasure.Flcmi, TargetedMeasure.Flvmi)]
    [DataRow(TargetedMeasure.LogDetCmi, TargetedMeasure.LogDetMi)]
    public void Without_private_rows_a_conditional_measure_is_the_plain_one(TargetedMeasure conditional, TargetedMeasure plain)
    {
        var random = new SeededRandom(13);
        FloatMatrix pool = TargetedData.Rows("random", Count, Width, random), queries = TargetedData.Rows("random", 4, Width, random);
        Pick[] Choose(TargetedMeasure measure) => GreedyMaximizer.Maximize(TargetedFunction.Create(measure, TargetedKernels.FromEmbeddings(pool, queries)), Budget);
        CollectionAssert.AreEqual(Choose(plain), Choose(conditional));
    }

    [TestMethod]
    [DataRow(TargetedMeasure.Flcg)]
    [DataRow(TargetedMeasure.Gccg)]
    [DataRow(TargetedMeasure.LogDetCg)]
    public void Without_private_rows_a_conditional_gain_is_the_plain_function(TargetedMeasure measure)
    {
        FloatMatrix pool = TargetedData.Rows("random", Count, Width, new SeededRandom(14));
        TargetedKernels kernels = TargetedKernels.FromEmbeddings(pool, default);
        Pick[] picks = GreedyMaximizer.Maximize(TargetedFunction.Create(measure, kernels), Budget);
        if (measure == TargetedMeasure.Flcg)
        {
            CollectionAssert.AreEqual(GreedyMaximizer.Maximize(new FacilityLocation(kernels.Pool), Budget), picks);
        }
        var twin = new TargetedTwin(TargetedTwin.RowsOf(pool), [], [], new TargetedWeights());
        Assert.AreEqual(twin.Evaluate(measure, [.. picks.Select(p => p.Index)]), picks.Sum(p => p.Score), 1e-4);
    }

    [TestMethod]
    [DynamicData(nameof(Measures))]
    public void Queries_are_required_where_the_measure_is_about_them(TargetedMeasure measure)
    {
        TargetedKernels kernels = TargetedKernels.FromEmbeddings(TargetedData.Rows("random", 6, 3, new SeededRandom(1)), default);
        if (TargetedFunction.NeedsQueries(measure))
        {
            StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => TargetedFunction.Create(measure, kernels)).Message, "no queries");
        }
        else
        {
            Assert.AreEqual(6, GreedyMaximizer.Maximize(TargetedFunction.Create(measure, kernels), 99).Length);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Measures))]
    public void Gains_are_never_NaN_where_the_kernel_is_singular_or_not_positive(TargetedMeasure measure)
    {
        var random = new SeededRandom(15);
        FloatMatrix pool = TargetedData.Rows("duplicates", 30, 3, random);
        foreach (var weights in new[] { new TargetedWeights { Lambda = 0 }, new TargetedWeights { Eta = 5, Nu = 5, Lambda = 0.01 }, new TargetedWeights { Eta = 0, Nu = 0 } })
        {
            Pick[] picks = GreedyMaximizer.Maximize(
                TargetedFunction.Create(measure, TargetedKernels.FromEmbeddings(pool, TargetedData.Reorder(pool, [0, 1, 2]), TargetedData.Reorder(pool, [3, 4])), weights), 30);
            Assert.AreEqual(30, picks.Length);
            // The conditional gain of a row in the span of chosen and private rows is negative infinity.
            Assert.IsTrue(picks.All(p => double.IsFinite(p.Score) || (measure == TargetedMeasure.LogDetCg && double.IsNegativeInfinity(p.Score))), $"{weights}");
        }
    }

    [TestMethod]
    public void Similarities_of_gradients_are_those_of_the_gradients_written_out()
    {
        var random = new SeededRandom(16);
        FloatMatrix probabilities = TargetedData.Probabilities(40, Classes, random), embeddings = TargetedData.Rows("random", 40, Width, random);
        foreach (GradientKind kind in Enum.GetValues<GradientKind>())
        {
            var gradients = GradientEmbeddings.AtPredictedClasses(probabilities, embeddings, kind);
            float[] written = new float[40 * gradients.Width];
            for (int i = 0; i < 40; i++)
            {
                gradients.CopyTo(i, written.AsSpan((int)(i * gradients.Width), (int)gradients.Width));
            }
            foreach (SimilarityMetric metric in new[] { SimilarityMetric.Cosine, SimilarityMetric.Cosine01 })
            {
                float[] expected = new float[1600], row = new float[40];
                var rows = new FloatMatrix(written, 40, (int)gradients.Width);
                SimilarityKernels.Compute(rows, rows, metric, expected);
                foreach (long memoryLimit in new[] { SimilarityKernel.DefaultMemoryLimit, 0 })
                {
                    var kernel = SimilarityKernel.Create(gradients, gradients, metric, memoryLimit);
                    for (int i = 0; i < 40; i++)
                    {
                        kernel.GetRow(i, row);
                        for (int j = 0; j < 40; j++)
                        {
                            Assert.AreEqual(expected[(i * 40) + j], row[j], 3e-6, $"{kind}, {metric}, ({i}, {j})");
                        }
                        Assert.AreEqual(1, kernel.GetSelf(i));
                        Assert.AreEqual(1, row[i]);
                    }
                }
            }
        }
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentOutOfRangeException>(() =>
            {
                var gradients = GradientEmbeddings.AtPredictedClasses(probabilities, embeddings, GradientKind.Linear);
                return SimilarityKernel.Create(gradients, gradients, SimilarityMetric.Euclidean);
            }).Message,
            "Cosine01");
    }

    [TestMethod]
    public void Weights_that_are_not_valid_are_all_named()
    {
        TargetedKernels kernels = TargetedKernels.FromEmbeddings(TargetedData.Rows("random", 6, 3, new SeededRandom(1)), default);
        string message = Assert.ThrowsException<ArgumentException>(
            () => TargetedFunction.Create(TargetedMeasure.Gccg, kernels, new TargetedWeights { Eta = -1, Nu = double.NaN, Lambda = double.PositiveInfinity })).Message;
        foreach (string name in new[] { "Eta is -1", "Nu is NaN", "Lambda is Infinity" })
        {
            StringAssert.Contains(message, name);
        }
    }

    private static (TargetedKernels Kernels, TargetedTwin Twin) Create(string kind, bool gradients, ulong seed)
    {
        var random = new SeededRandom(seed);
        var weights = new TargetedWeights
        {
            Eta = new[] { 1, 0.4, 0.8 }[seed % 3],
            Nu = new[] { 0.7, 1, 0.3 }[seed % 3],
            Lambda = new[] { 1, 0.5, 0.9 }[seed % 3],
            Concave = (ConcaveFunction)(seed % 3),
        };
        FloatMatrix pool = TargetedData.Rows(kind, Count, Width, random), queries = TargetedData.Rows("random", 4, Width, random);
        FloatMatrix avoided = TargetedData.Rows("random", 3, Width, random);
        if (!gradients)
        {
            return (TargetedKernels.FromEmbeddings(pool, queries, avoided), new TargetedTwin(TargetedTwin.RowsOf(pool), TargetedTwin.RowsOf(queries), TargetedTwin.RowsOf(avoided), weights));
        }
        FloatMatrix p = TargetedData.Probabilities(Count, Classes, random), pq = TargetedData.Probabilities(4, Classes, random), pa = TargetedData.Probabilities(3, Classes, random);
        int[] predicted = [.. Enumerable.Range(0, Count).Select(i => Array.IndexOf(p[i].ToArray(), p[i].ToArray().Max()))];
        int[] labels = [0, 3, 3, 1], avoidedLabels = [2, 2, 0];
        return (
            TargetedKernels.FromGradients(
                GradientEmbeddings.AtPredictedClasses(p, pool, GradientKind.BiasLinear),
                GradientEmbeddings.AtClasses(pq, queries, labels, GradientKind.BiasLinear),
                GradientEmbeddings.AtClasses(pa, avoided, avoidedLabels, GradientKind.BiasLinear)),
            new TargetedTwin(
                TargetedTwin.GradientsOf(p, pool, predicted), TargetedTwin.GradientsOf(pq, queries, labels), TargetedTwin.GradientsOf(pa, avoided, avoidedLabels), weights));
    }
}
