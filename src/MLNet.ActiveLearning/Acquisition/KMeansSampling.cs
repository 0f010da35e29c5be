using MLNet.ActiveLearning.Acquisition.Distances;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>k-means sampling: clusters the pool into as many clusters as rows are wanted and picks the row nearest each centre.</summary>
/// <remarks>
/// Lloyd's algorithm from k-means++ seeds (<see cref="KMeansPlusPlus"/>), several starts, of which the least inertia
/// <c>sum_n min_c ||x_n - c||^2</c> counts. Picks come in the order of the clusters; of equally near rows the lowest. An empty cluster keeps
/// its centre and gives no row; what is then missing is filled by greedy k-centre from the rows picked (<see cref="KCenterGreedy"/>).
/// O(N k d) an iteration, as matrix products; memory O(N + k d). Assignments, distances and picks are exact for the centres in single
/// precision, whatever the number of threads. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28, 1982.
/// </remarks>
public static class KMeansSampling
{
    /// <summary>Picks rows.</summary>
    /// <param name="points">Embeddings x (N, d).</param>
    /// <param name="budget">How many to pick, k; more than N picks all.</param>
    /// <param name="nextUniform">Uniform numbers in [0, 1): k a start.</param>
    /// <param name="settings">Starts, iterations, tolerance; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>
    /// The picks, each with minus its distance to the centre of its cluster: higher is nearer. Rows that filled up have that score too, and
    /// come last in the order of greedy k-centre.
    /// </returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite, or there is no start.</exception>
    public static Pick[] Select(
        FloatMatrix points, int budget, Func<double> nextUniform, LloydSettings? settings = null, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(nextUniform);
        settings ??= new LloydSettings();
        int count = Math.Clamp(budget, 0, points.RowCount);
        if (count == 0)
        {
            return [];
        }
        FiniteRows.Check(points, "embeddings");
        LloydClusters? best = null;
        double least = double.PositiveInfinity;
        for (int i = 0; i < settings.Restarts; i++)
        {
            int[] seeds = [.. KMeansPlusPlus.Select(points, count, nextUniform, parallelism).Select(p => p.Index)];
            var clusters = LloydClusters.Find(points, seeds, settings, parallelism);
            double inertia = clusters.Inertia;
            if (best is null || inertia < least)
            {
                (best, least) = (clusters, inertia);
            }
        }
        return best is null
            ? throw new ArgumentOutOfRangeException(nameof(settings), settings.Restarts, $"Restarts is {settings.Restarts}. Start at least once.")
            : PickNearest(points, best, count, parallelism);
    }

    /// <summary>Picks the row nearest each centre, then fills up.</summary>
    internal static Pick[] PickNearest(FloatMatrix points, LloydClusters clusters, int count, Parallelism parallelism)
    {
        int[] nearest = NearestRows(clusters);
        int[] picked = [.. nearest.Where(n => n >= 0)];
        int[] filled = picked.Length == count ? [] : [.. KCenterGreedy.Extend(points, picked, count - picked.Length, parallelism).Select(p => p.Index)];
        return [.. picked.Concat(filled).Select(n => new Pick(n, -Math.Sqrt(clusters.SquaredDistances[n])))];
    }

    /// <summary>For each cluster its row nearest the centre, or -1 if it is empty.</summary>
    internal static int[] NearestRows(LloydClusters clusters)
    {
        int[] nearest = new int[clusters.Centers.RowCount];
        Array.Fill(nearest, -1);
        for (int n = 0; n < clusters.Assignment.Length; n++)
        {
            ref int best = ref nearest[clusters.Assignment[n]];
            if (best < 0 || clusters.SquaredDistances[n] < clusters.SquaredDistances[best])
            {
                best = n;
            }
        }
        return nearest;
    }
}
