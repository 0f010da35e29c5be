using MLNet.ActiveLearning.Acquisition.Distances;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>k-means++ sampling: rows drawn in proportion to their squared distance from the rows drawn before.</summary>
/// <remarks>
/// The first row is uniform. Then <c>P(n) = D_n / sum D</c> with <c>D_n = min over picks c of ||x_n - x_c||^2</c>. Rows that equal a pick
/// have weight 0 and are never drawn; once all weights are 0, the lowest rows follow. O(k N d), memory O(N). D and its sums are in double
/// precision and do not depend on threads. Arthur and Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007.
/// </remarks>
public static class KMeansPlusPlus
{
    /// <summary>Picks rows.</summary>
    /// <param name="points">Embeddings x (N, d).</param>
    /// <param name="budget">How many to pick, k; more than N picks all.</param>
    /// <param name="nextUniform">Uniform numbers in [0, 1): one a pick.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The picks in order, each with <c>D_n</c> when it was drawn, a squared distance; positive infinity for the first.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Pick[] Select(FloatMatrix points, int budget, Func<double> nextUniform, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(nextUniform);
        int count = Math.Clamp(budget, 0, points.RowCount);
        if (count == 0)
        {
            return [];
        }
        FiniteRows.Check(points, "embeddings");
        var weights = new SeedWeights(points, parallelism);
        var picks = new Pick[count];
        int row = Math.Min((int)(nextUniform() * points.RowCount), points.RowCount - 1);
        for (int i = 0; i < count; i++)
        {
            row = i == 0 ? row : weights.Draw(nextUniform());
            picks[i] = new Pick(row, weights.Add(row));
        }
        return picks;
    }
}
