using MLNet.ActiveLearning.Acquisition.Distances;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The textbook methods in double precision, a few lines each, against the fast ones.</summary>
[TestClass]
public sealed class DiversityTwinTests
{
    // Integers make distances exact, and so ties too.
    private static readonly (string Name, Func<int, int, ulong, FloatMatrix> Draw)[] Kinds =
    [
        ("uniform", (n, d, seed) => Draw(n, d, seed, r => (float)((2 * r.NextDouble()) - 1))),
        ("far from the origin", (n, d, seed) => Draw(n, d, seed, r => 1000 + (float)r.NextDouble())),
        ("clustered", Clustered),
        ("integers with duplicates", (n, d, seed) => Draw(n, Math.Min(d, 3), seed, r => r.NextInt32(4))),
        ("all equal", (n, d, seed) => Draw(n, d, seed, _ => 0.1f)),
        ("huge", (n, d, seed) => Draw(n, d, seed, r => (float)(1e30 * (r.NextDouble() - 0.5)))),
        ("tiny", (n, d, seed) => Draw(n, d, seed, r => (float)(1e-30 * (r.NextDouble() - 0.5)))),
    ];

    private static readonly (int N, int D, int L, int K)[] Sizes = [(1, 1, 0, 1), (30, 5, 0, 40), (200, 17, 3, 60), (400, 64, 40, 120), (300, 9, 300, 100), (600, 8, 0, 600)];

    [TestMethod]
    public void Greedy_k_centre_picks_what_the_textbook_method_picks() => ForAll((name, pool, labeled, budget) =>
    {
        foreach (int? start in new int?[] { null, pool.RowCount - 1 })
        {
            var expected = FarthestFirst(pool, labeled, budget, start);
            foreach (int threads in new[] { 1, 3 })
            {
                Pick[] picks = KCenterGreedy.Select(pool, labeled, budget, start, new Parallelism(threads));
                AssertSame(expected, picks, $"{name}, start {start}, {threads} threads");
            }
        }
    });

    [TestMethod]
    public void Nearest_distances_are_those_of_the_textbook_method() => ForAll((name, pool, labeled, budget) =>
    {
        int[] picked = [.. Enumerable.Range(0, Math.Min(budget, pool.RowCount)).Where(n => n % 3 == 0)];
        double[] got = KCenterGreedy.NearestDistances(pool, labeled, picked);
        for (int n = 0; n < pool.RowCount; n++)
        {
            double expected = double.PositiveInfinity;
            for (int l = 0; l < labeled?.RowCount; l++)
            {
                expected = Math.Min(expected, Distance(pool[n], labeled.Value[l]));
            }
            foreach (int c in picked)
            {
                expected = Math.Min(expected, Distance(pool[n], pool[c]));
            }
            Assert.AreEqual(Math.Sqrt(expected), got[n], 1e-12 * got[n], $"{name}, row {n}");
        }
    });

    [TestMethod]
    public void Greedy_k_centre_extends_picks_without_repeating_them()
    {
        FloatMatrix pool = Kinds[2].Draw(120, 6, 5);
        Pick[] all = KCenterGreedy.Select(pool, null, 50);
        int[] head = [.. all.Take(20).Select(p => p.Index)];
        CollectionAssert.AreEqual(all.Skip(20).ToArray(), KCenterGreedy.Extend(pool, head, 30));
        CollectionAssert.AreEqual(all, KCenterGreedy.Extend(pool, [], 50));
        Assert.AreEqual(100, KCenterGreedy.Extend(pool, head, 1000).Length);
        Assert.AreEqual(0, KCenterGreedy.Extend(pool, head, 0).Length);
    }

    [TestMethod]
    public void The_covering_radius_leaves_outliers_out()
    {
        Assert.AreEqual(7, KCenterGreedy.CoveringRadius([3, 7, 5]));
        Assert.AreEqual(3, KCenterGreedy.CoveringRadius([3, 7, 5], 2));
        Assert.AreEqual(0, KCenterGreedy.CoveringRadius([3, 7, 5], 3));
        Assert.AreEqual(0, KCenterGreedy.CoveringRadius([]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => KCenterGreedy.CoveringRadius([1], -1));
    }

    [TestMethod]
    public void Greedy_k_centre_says_what_is_wrong_with_its_arguments()
    {
        FloatMatrix pool = Kinds[0].Draw(5, 3, 1);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => KCenterGreedy.Select(pool, null, 2, start: 5)).Message, "0 to 4");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => KCenterGreedy.Select(pool, Kinds[0].Draw(5, 4, 1), 2)).Message, "4");
    }

    [TestMethod]
    public void K_means_plus_plus_draws_what_the_textbook_method_draws() => ForAll((name, pool, _, budget) =>
    {
        var random = new SeededRandom(9);
        Pick[] expected = Seed(pool, Math.Min(budget, pool.RowCount), random.NextDouble);
        foreach (int threads in new[] { 1, 3 })
        {
            random = new SeededRandom(9);
            AssertSame(expected, KMeansPlusPlus.Select(pool, budget, random.NextDouble, new Parallelism(threads)), $"{name}, {threads} threads");
        }
    });

    [TestMethod]
    public void Lloyd_gives_the_clusters_of_the_textbook_method() => ForAll((name, pool, _, budget) =>
    {
        int[] seeds = [.. Enumerable.Range(0, Math.Min(budget, pool.RowCount) / 4 + 1).Select(i => i * 3 % pool.RowCount)];
        var settings = new LloydSettings { MaxIterations = 5, Tolerance = 0 };
        foreach (int threads in new[] { 1, 3 })
        {
            var got = LloydClusters.Find(pool, seeds, settings, new Parallelism(threads));
            (int[] assignment, float[] centers) = Lloyd(pool, seeds, 5);
            CollectionAssert.AreEqual(assignment, got.Assignment, $"{name}: assignment");
            CollectionAssert.AreEqual(centers, got.Centers.Span.ToArray(), $"{name}: centres");
        }
    });

    [TestMethod]
    public void K_means_sampling_picks_each_row_once_also_when_clusters_are_empty() => ForAll((name, pool, _, budget) =>
    {
        var settings = new LloydSettings { Restarts = 2, MaxIterations = 10 };
        Pick[] picks = KMeansSampling.Select(pool, budget, new SeededRandom(3).NextDouble, settings, new Parallelism(1));
        Assert.AreEqual(Math.Min(budget, pool.RowCount), picks.DistinctBy(p => p.Index).Count(), name);
        AssertSame(picks, KMeansSampling.Select(pool, budget, new SeededRandom(3).NextDouble, settings, new Parallelism(3)), name);
    });

    [TestMethod]
    public void Centres_rest_with_a_tolerance_of_0_once_none_moves() => ForAll((name, pool, _, budget) =>
    {
        int[] seeds = [.. Enumerable.Range(0, Math.Min(budget, pool.RowCount) / 4 + 1).Select(i => i * 3 % pool.RowCount)];
        const int limit = 10_000;
        LloydClusters found = LloydClusters.Find(pool, seeds, new LloydSettings { MaxIterations = limit, Tolerance = 0 }, default);
        Assert.IsTrue(found.Iterations < 200, $"{name}: {found.Iterations} iterations for {pool.RowCount} rows");
        LloydClusters before = LloydClusters.Find(pool, seeds, new LloydSettings { MaxIterations = found.Iterations - 1, Tolerance = 0 }, default);
        CollectionAssert.AreEqual(before.Centers.Span.ToArray(), found.Centers.Span.ToArray(), $"{name}: the last iteration moves nothing");
    });

    [TestMethod]
    public void Nothing_comes_from_no_rows_whatever_their_width()
    {
        var labeled = new FloatMatrix(new float[6], 2, 3);
        foreach (FloatMatrix none in new[] { default, new FloatMatrix(default, 0, 1), new FloatMatrix(default, 0, 3) })
        {
            Assert.AreEqual(0, KCenterGreedy.Select(none, labeled, 5, start: 0).Length);
            Assert.AreEqual(0, KCenterGreedy.Extend(none, [], 5).Length);
            Assert.AreEqual(0, KCenterGreedy.NearestDistances(none, labeled, []).Length);
            Assert.AreEqual(0, KMeansPlusPlus.Select(none, 5, () => 0).Length);
            Assert.AreEqual(0, KMeansSampling.Select(none, 5, () => 0).Length);
        }
        Assert.AreEqual(0, KCenterGreedy.Select(new FloatMatrix(new float[4], 4, 1), labeled, 0).Length);
        Assert.AreEqual(0.0, KCenterGreedy.CoveringRadius([]));
    }

    [TestMethod]
    [Timeout(60_000)]
    public void The_largest_numbers_of_Single_are_rows_like_others()
    {
        float[] values = [.. Enumerable.Range(0, 80).Select(i => (i % 3) switch { 0 => float.MaxValue, 1 => -float.MaxValue, _ => i })];
        var pool = new FloatMatrix(values, 20, 4);
        AssertSame(FarthestFirst(pool, null, 20, null), KCenterGreedy.Select(pool, null, 20), "largest");
    }

    private static Pick[] FarthestFirst(FloatMatrix pool, FloatMatrix? labeled, int budget, int? start)
    {
        double[] nearest = [.. Enumerable.Range(0, pool.RowCount).Select(n =>
            Enumerable.Range(0, labeled?.RowCount ?? 0).Select(l => Distance(pool[n], labeled!.Value[l])).Prepend(double.PositiveInfinity).Min())];
        bool[] taken = new bool[pool.RowCount];
        var picks = new List<Pick>();
        while (picks.Count < Math.Min(budget, pool.RowCount))
        {
            int best = picks.Count == 0 && start is { } row ? row : Enumerable.Range(0, pool.RowCount).Where(n => !taken[n]).MaxBy(n => nearest[n]);
            picks.Add(new Pick(best, Math.Sqrt(nearest[best])));
            taken[best] = true;
            for (int n = 0; n < nearest.Length; n++)
            {
                nearest[n] = Math.Min(nearest[n], Distance(pool[n], pool[best]));
            }
        }
        return [.. picks];
    }

    private static Pick[] Seed(FloatMatrix points, int count, Func<double> nextUniform)
    {
        double[] weights = [.. Enumerable.Repeat(double.PositiveInfinity, points.RowCount)];
        var picks = new List<Pick>();
        while (picks.Count < count)
        {
            double uniform = nextUniform(), target = uniform * weights.Sum(), sum = 0;
            int row = picks.Count == 0
                ? (int)(uniform * points.RowCount)
                : Enumerable.Range(0, points.RowCount).FirstOrDefault(n => (sum += weights[n]) > target, -1);
            row = row >= 0 ? row : Enumerable.Range(0, points.RowCount).First(n => !picks.Any(p => p.Index == n));
            picks.Add(new Pick(row, weights[row]));
            for (int n = 0; n < weights.Length; n++)
            {
                weights[n] = Math.Min(weights[n], Distance(points[n], points[row]));
            }
        }
        return [.. picks];
    }

    private static (int[] Assignment, float[] Centers) Lloyd(FloatMatrix points, int[] seeds, int iterations)
    {
        float[][] centers = [.. seeds.Select(s => points[s].ToArray())];
        int[] assignment = Assign();
        for (int i = 0; i < iterations; i++)
        {
            for (int c = 0; c < centers.Length; c++)
            {
                int[] members = [.. Enumerable.Range(0, points.RowCount).Where(n => assignment[n] == c)];
                for (int j = 0; j < points.ColumnCount && members.Length > 0; j++)
                {
                    centers[c][j] = (float)(members.Sum(n => (double)points[n][j]) / members.Length);
                }
            }
            assignment = Assign();
        }
        return (assignment, [.. centers.SelectMany(c => c)]);

        int[] Assign() => [.. Enumerable.Range(0, points.RowCount).Select(n => Enumerable.Range(0, centers.Length).MinBy(c => Distance(points[n], centers[c])))];
    }

    // Summed as the library does, so that distances that are equal but for rounding compare alike: only exact ties are ties.
    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => RowNorms.SquaredDistance(a, b);

    private static void AssertSame(Pick[] expected, Pick[] got, string what)
    {
        CollectionAssert.AreEqual(expected.Select(p => p.Index).ToArray(), got.Select(p => p.Index).ToArray(), what);
        CollectionAssert.AreEqual(expected.Select(p => p.Score).ToArray(), got.Select(p => p.Score).ToArray(), what);
    }

    private static void ForAll(Action<string, FloatMatrix, FloatMatrix?, int> check)
    {
        foreach ((string name, var draw) in Kinds)
        {
            foreach ((int n, int d, int l, int k) in Sizes)
            {
                check($"{name}, N = {n}, d = {d}, L = {l}, k = {k}", draw(n, d, 1), l == 0 ? null : draw(l, d, 2), k);
            }
        }
    }

    private static FloatMatrix Draw(int rowCount, int columnCount, ulong seed, Func<SeededRandom, float> next)
    {
        var random = new SeededRandom(seed);
        return new FloatMatrix(Enumerable.Range(0, rowCount * columnCount).Select(_ => next(random)).ToArray(), rowCount, columnCount);
    }

    private static FloatMatrix Clustered(int rowCount, int columnCount, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] centers = [.. Enumerable.Range(0, 4 * columnCount).Select(_ => (float)(20 * random.NextDouble()))];
        float[] values = new float[rowCount * columnCount];
        for (int n = 0; n < rowCount; n++)
        {
            int cluster = random.NextInt32(4);
            for (int j = 0; j < columnCount; j++)
            {
                values[(n * columnCount) + j] = centers[(cluster * columnCount) + j] + (float)(0.1 * random.NextDouble());
            }
        }
        return new FloatMatrix(values, rowCount, columnCount);
    }
}
