using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>
/// Fast kernels choose what a naive twin in double precision chooses, on generated rows. Where they differ, the twin must give both rows the same utility
/// within the rounding of single precision; a row is never chosen before an equal one with a lower index.
/// </summary>
[TestClass]
public sealed class KernelPropertyTests
{
    [TestMethod]
    public void Greedy_k_centre_takes_the_farthest_row() => Cloud.ForAll(150, cloud =>
    {
        FloatMatrix pool = cloud.CreateRows(cloud.Rows), labeled = cloud.CreateRows(1 + (cloud.Rows / 5), stream: 1);
        double[][] rows = WriteOut(pool), centers = WriteOut(labeled);
        double[] nearest = [.. rows.Select(x => centers.Min(c => GradientSamples.SquaredDistance(x, c)))];
        double scale = rows.Concat(centers).Max(x => GradientSamples.Dot(x, x));
        AssertGreedy(KCenterGreedy.Select(pool, labeled, cloud.Budget), pool, 1e-6 * scale, (_, last) =>
        {
            for (int i = 0; last >= 0 && i < rows.Length; i++)
            {
                nearest[i] = Math.Min(nearest[i], GradientSamples.SquaredDistance(rows[i], rows[last]));
            }
            return nearest;
        });
    });

    [TestMethod]
    public void Lazy_greedy_takes_the_row_with_the_largest_gain_of_each_submodular_function() => Cloud.ForAll(60, cloud =>
    {
        FloatMatrix pool = cloud.CreateRows(Math.Min(cloud.Rows, 40));
        foreach (SetFunctionKind kind in new[] { SetFunctionKind.FacilityLocation, SetFunctionKind.SaturatedCoverage, SetFunctionKind.LogDeterminant })
        {
            // Similarities of at least 0, for which all three are submodular.
            var options = new SetFunctionOptions { Function = kind, Metric = SimilarityMetric.Cosine01 };
            var naive = new NaiveSetFunction(pool, options);
            Pick[] picks = GreedyMaximizer.Maximize(options.Create(pool), Math.Min(cloud.Budget, 12), new GreedyOptions { Optimizer = GreedyOptimizer.Lazy });
            AssertGreedy(picks, pool, 1e-5 * (1 + Math.Abs(naive.Evaluate([.. picks.Select(p => p.Index)]))), (chosen, _) =>
            {
                double before = naive.Evaluate([.. chosen]);
                return [.. Enumerable.Range(0, pool.RowCount).Select(j => chosen.Contains(j) ? double.NegativeInfinity : naive.Evaluate([.. chosen, j]) - before)];
            });
        }
    });

    [TestMethod]
    public void Badge_weights_are_the_squared_distances_to_the_nearest_chosen_gradient() => Cloud.ForAll(150, cloud =>
    {
        int classes = 2 + (cloud.Seed % 6);
        GradientEmbeddings gradients = GradientEmbeddings.AtPredictedClasses(
            cloud.CreateProbabilities(cloud.Rows, classes), cloud.CreateRows(cloud.Rows), (GradientKind)(cloud.Seed % Enum.GetValues<GradientKind>().Length));
        double[][] written = GradientSamples.WriteOut(gradients);
        double scale = written.Max(g => GradientSamples.Dot(g, g));
        var random = new SeededRandom((ulong)cloud.Seed);
        Pick[] picks = Badge.Select(gradients, cloud.Budget, random.NextDouble);
        Assert.AreEqual(Math.Min(cloud.Budget, cloud.Rows), picks.DistinctBy(p => p.Index).Count());
        for (int i = 0; i < picks.Length; i++)
        {
            double weight = i == 0
                ? GradientSamples.Dot(written[picks[0].Index], written[picks[0].Index])
                : picks.Take(i).Min(p => GradientSamples.SquaredDistance(written[p.Index], written[picks[i].Index]));
            Assert.AreEqual(weight, picks[i].Score, 1e-4 * scale, $"pick {i}");
        }
    });

    [TestMethod]
    public void Glister_takes_the_row_whose_gradient_agrees_most_with_the_validation_gradient() => Cloud.ForAll(80, cloud =>
    {
        int classes = 2 + (cloud.Seed % 4);
        GradientEmbeddings Gradients(int rows, int stream) => GradientEmbeddings.AtPredictedClasses(
            cloud.CreateProbabilities(rows, classes), cloud.CreateRows(rows, stream), GradientKind.BiasLinear);
        var rows = new GlisterRows(Gradients(cloud.Rows, 0), null, Gradients(1 + (cloud.Rows / 3), 1));
        var settings = new GlisterSettings { LearningRate = 0.01 };
        Pick[] picks = Glister.Select(rows, cloud.Budget, settings);
        var model = new OneStepModel(rows, settings.LearningRate, default);
        double[][] written = GradientSamples.WriteOut(rows.Pool);
        double longest = Math.Sqrt(written.Max(g => GradientSamples.Dot(g, g)));
        double rounding = 0;
        AssertGreedy(picks, null, () => rounding, (_, last) =>
        {
            if (last >= 0)
            {
                model.Add(last);
            }
            model.Refresh();
            double[] gradient = model.ValidationGradient.ToArray();
            rounding = 1e-5 * longest * Math.Sqrt(GradientSamples.Dot(gradient, gradient));
            return [.. written.Select(g => GradientSamples.Dot(g, gradient))];
        });
    });

    private static void AssertGreedy(Pick[] picks, FloatMatrix rows, double rounding, Func<List<int>, int, double[]> utilities) =>
        AssertGreedy(picks, rows, () => rounding, utilities);

    // Utilities of all rows given those chosen before and the last of them, -1 at first.
    private static void AssertGreedy(Pick[] picks, FloatMatrix? rows, Func<double> rounding, Func<List<int>, int, double[]> utilities)
    {
        var chosen = new List<int>();
        foreach (Pick pick in picks)
        {
            double[] all = utilities(chosen, chosen.Count == 0 ? -1 : chosen[^1]);
            int best = Enumerable.Range(0, all.Length).Where(i => !chosen.Contains(i)).MaxBy(i => (all[i], -i));
            Assert.IsFalse(chosen.Contains(pick.Index), $"row {pick.Index} twice");
            Assert.IsTrue(
                pick.Index == best || all[best] - all[pick.Index] <= rounding(),
                $"pick {chosen.Count}: row {pick.Index} with {all[pick.Index]:R}, the twin takes row {best} with {all[best]:R}, more than rounding {rounding():R}");
            int equal = rows is not { } matrix ? -1 : Enumerable.Range(0, pick.Index).FirstOrDefault(j => !chosen.Contains(j) && matrix[j].SequenceEqual(matrix[pick.Index]), -1);
            Assert.AreEqual(-1, equal, $"row {pick.Index} before the equal row {equal}");
            chosen.Add(pick.Index);
        }
    }

    private static double[][] WriteOut(FloatMatrix matrix) => [.. Enumerable.Range(0, matrix.RowCount).Select(i => LastLayer.ToDoubles(matrix[i]))];
}
