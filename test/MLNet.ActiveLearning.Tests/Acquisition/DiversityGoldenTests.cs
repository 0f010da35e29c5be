using System.Globalization;
using MLNet.ActiveLearning.Acquisition.Distances;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class DiversityGoldenTests
{
    public static IEnumerable<object[]> CoresetCases => GoldenFile.CaseNames("coreset_kcenter");

    public static IEnumerable<object[]> KMeansPlusPlusCases => GoldenFile.CaseNames("kmeanspp");

    public static IEnumerable<object[]> KMeansCases => GoldenFile.CaseNames("kmeans_sampling");

    [TestMethod]
    [DynamicData(nameof(CoresetCases))]
    public void Core_set_picks_the_recorded_rows(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("coreset_kcenter", caseName);
        FloatMatrix? labeled = LastLayer.HasRows(golden.Inputs, "labelled_embeddings") ? LastLayer.Matrix(golden.Inputs["labelled_embeddings"]) : null;
        FloatMatrix pool = LastLayer.Matrix(golden.Inputs["embeddings"], labeled?.ColumnCount ?? 1);
        int? start = golden.Params.Has("start") ? golden.Params["start"].Int : null;
        Pick[] picks = KCenterGreedy.Select(pool, labeled, golden.Budget, start);
        int[] picked = [.. picks.Select(p => p.Index)];
        double[] initial = KCenterGreedy.NearestDistances(pool, labeled, []), final = KCenterGreedy.NearestDistances(pool, labeled, picked);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "selected":
                    CollectionAssert.AreEqual(expected.Ints, picked);
                    break;
                case "pick_radius":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. picks.Select(p => p.Score)], name);
                    break;
                case "initial_min_distance":
                    golden.Tolerance.AssertEqual(expected.Doubles, initial, name);
                    break;
                case "final_min_distance":
                    golden.Tolerance.AssertEqual(expected.Doubles, final, name);
                    break;
                case "covering_radius":
                    golden.Tolerance.AssertEqual(expected.Double, KCenterGreedy.CoveringRadius(final), name);
                    break;
                case var robust when robust.StartsWith("robust_radius_", StringComparison.Ordinal):
                    int outliers = int.Parse(robust["robust_radius_".Length..], CultureInfo.InvariantCulture);
                    golden.Tolerance.AssertEqual(expected.Double, KCenterGreedy.CoveringRadius(final, outliers), name);
                    break;
                default:
                    throw new AssertFailedException($"{expected.Place} is compared by no test.");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(KMeansPlusPlusCases))]
    public void K_means_plus_plus_draws_the_recorded_rows(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("kmeanspp", caseName);
        FloatMatrix points = LastLayer.Matrix(golden.Inputs["points"]);
        double[] uniforms = [golden.Inputs["u_first"].Double, .. golden.Inputs["uniforms"].Doubles];
        int drawn = 0;
        Pick[] picks = KMeansPlusPlus.Select(points, golden.Params["k"].Int, () => uniforms[drawn++]);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "selected":
                    CollectionAssert.AreEqual(expected.Ints, picks.Select(p => p.Index).ToArray());
                    break;
                case "D_after":
                    var weights = new SeedWeights(points, default);
                    golden.Tolerance.AssertEqual(
                        expected.Doubles,
                        [.. picks.SelectMany(pick =>
                        {
                            Assert.AreEqual(pick.Score, weights.Add(pick.Index));
                            return weights.Values.ToArray();
                        })],
                        name);
                    break;
                default:
                    throw new AssertFailedException($"{expected.Place} is compared by no test.");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(KMeansCases))]
    public void K_means_sampling_finds_the_recorded_clusters_and_rows(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("kmeans_sampling", caseName);
        FloatMatrix points = LastLayer.Matrix(golden.Inputs["points"]);
        var settings = new LloydSettings { Tolerance = golden.Params["tol"].Double, MaxIterations = golden.Params["max_iter"].Int };
        var clusters = LloydClusters.Find(points, golden.Inputs["init_indices"].Ints, settings, default);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "selected":
                    Pick[] picks = KMeansSampling.PickNearest(points, clusters, Math.Min(golden.Params["k"].Int, points.RowCount), default);
                    CollectionAssert.AreEqual(expected.Ints, picks.Select(p => p.Index).ToArray());
                    break;
                case "picked_per_cluster":
                    CollectionAssert.AreEqual(expected.Ints, KMeansSampling.NearestRows(clusters));
                    break;
                case "assignment":
                    CollectionAssert.AreEqual(expected.Ints, clusters.Assignment);
                    break;
                case "centres":
                    golden.Tolerance.AssertEqual(expected.Doubles, clusters.Centers.Span.ToArray(), name);
                    break;
                case "inertia":
                    golden.Tolerance.AssertEqual(expected.Double, clusters.Inertia, name);
                    break;
                case "iterations":
                    Assert.AreEqual(expected.Int, clusters.Iterations);
                    break;
                default:
                    throw new AssertFailedException($"{expected.Place} is compared by no test.");
            }
        }
    }
}
