using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>BADGE: rows whose gradients are large (doubtful rows) and far from one another (various rows), by the seeding of k-means++.</summary>
/// <remarks>
/// <para>
/// The first centre is the row with the largest gradient. Then, until k rows are chosen, a row is drawn with probability
/// <c>D_n / sum D</c>, D_n its squared distance to the nearest centre: the first row whose cumulated distance exceeds u times the
/// sum, for a uniform u. If all distances are 0 the lowest row left is taken; the uniform number is used up none the less.
/// </para>
/// <para>
/// Gradients are never written out: O(k N (C + D)) time at worst and O(N C) memory beside the inputs. Most embeddings are not even
/// read, since a bound from the class probabilities and a few directions shows that the new centre is not nearer; draws are the same with and
/// without it. A function of its inputs and the uniform numbers, whatever the number of threads. Ash, Zhang, Krishnamurthy, Langford,
/// Agarwal, "Deep Batch Active Learning by Diverse, Uncertain Gradient Lower Bounds", ICLR 2020, algorithm 1.
/// </para>
/// </remarks>
public static class Badge
{
    /// <summary>Chooses rows.</summary>
    /// <param name="gradients">N gradients at the predicted classes; the paper takes <see cref="GradientKind.Linear"/>.</param>
    /// <param name="budget">How many rows to choose, k; all of them if there are fewer.</param>
    /// <param name="nextUniform">Gives the next uniform number in [0, 1); called once for each row but the first.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows in the order of choice; scores are squared distances to the nearest earlier choice, of the first its squared norm.</returns>
    public static Pick[] Select(GradientEmbeddings gradients, int budget, Func<double> nextUniform, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(nextUniform);
        int count = Math.Clamp(budget, 0, gradients.Count);
        if (count == 0)
        {
            return [];
        }
        var picks = new Pick[count];
        var distances = new NearestCenterDistances(gradients, parallelism);
        int row = distances.FindLargest();
        picks[0] = new Pick(row, distances.SquaredNorm(row));
        for (int i = 1; i < count; i++)
        {
            distances.Add(row);
            row = distances.Draw(nextUniform());
            picks[i] = new Pick(row, distances.Values[row]);
        }
        return picks;
    }
}
