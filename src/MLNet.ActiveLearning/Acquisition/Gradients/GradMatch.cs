using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GRAD-MATCH for active learning: rows whose gradients add up to that of the whole pool, or of validation rows.</summary>
/// <remarks>
/// The gradients g are those of the last layer, of kind <see cref="GradientKind.BiasLinear"/> in the paper, at the predicted classes; the target T is
/// the sum of the pool's gradients, or of the validation rows' at their labels. Ties take the lowest row. A function of its inputs,
/// whatever the number of threads. Killamsetty, Sivasubramanian, Ramakrishnan, De, Iyer, "GRAD-MATCH: Gradient Matching based Data Subset
/// Selection for Efficient Deep Model Training", ICML 2021.
/// </remarks>
public static class GradMatch
{
    private const int BlockSize = 256;

    /// <summary>Chooses rows of weight 1: each one leaves <c>|sum of the chosen g - c T|</c> as small as it can.</summary>
    /// <remarks>With n_T the target's rows, c is <c>k / n_T</c> or <c>N / n_T</c>. O(k N (C + D)) time, O(N C + C D) memory beside the inputs.</remarks>
    /// <param name="pool">N gradients at the predicted classes.</param>
    /// <param name="validation">Gradients of the rows to match, at their labels; null for the pool.</param>
    /// <param name="budget">How many rows to choose, k; all of them if there are fewer.</param>
    /// <param name="scale">What the sum is matched with.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows in the order of choice; scores are minus the norm of what is left unmatched.</returns>
    /// <exception cref="ArgumentException">Pool and validation rows cannot be compared.</exception>
    public static Pick[] SelectUnitWeights(
        GradientEmbeddings pool,
        GradientEmbeddings? validation,
        int budget,
        GradMatchTargetScale scale = GradMatchTargetScale.Intended,
        Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        int count = Math.Clamp(budget, 0, pool.Count);
        if (count == 0)
        {
            return [];
        }
        GradientEmbeddings targets = TargetOf(pool, validation);
        double factor = (scale == GradMatchTargetScale.Intended ? count : pool.Count) / (double)targets.Count;
        // What the chosen rows have and the target lacks, written out, and every row's product with it.
        double[] difference = [.. targets.ComputeSum().Select(t => -factor * t)];
        double[] products = new double[pool.Count];
        var layer = new LayerGradient(pool);
        layer.Set(difference);
        layer.Multiply(pool, products, parallelism);

        var residuals = new StripMatrix(pool.Residuals, parallelism);
        var chosen = new bool[pool.Count];
        var picks = new Pick[count];
        for (int i = 0; i < count; i++)
        {
            int best = FindBest(pool, products, chosen);
            chosen[best] = true;
            pool.AddTo(best, 1, difference);
            double sum = 0;
            foreach (double value in difference)
            {
                sum += value * value;
            }
            picks[i] = new Pick(best, -Math.Sqrt(sum));
            if (i + 1 < count)
            {
                AddProducts(pool, residuals, best, products, parallelism);
            }
        }
        return picks;
    }

    /// <summary>Chooses rows with weights by orthogonal matching pursuit, then fills up with the lowest rows left at weight 1.</summary>
    /// <remarks>
    /// Residual r = T; repeat: take <c>argmax g . r</c>, solve <c>(A'A + lambda I) w = A'T</c> over the chosen rows with weights of 0 or more (the
    /// first weight without lambda), set <c>r = T - A w</c>; until k rows, a small residual, no product above 0, or a row that is chosen already.
    /// O(k N C D + k^3) time unless rows must be dropped often; O(N + k^2 + C D) memory beside the inputs.
    /// </remarks>
    /// <param name="pool">N gradients at the predicted classes.</param>
    /// <param name="validation">Gradients of the rows to match, at their labels; null for the pool.</param>
    /// <param name="budget">How many rows to choose, k; all of them if there are fewer.</param>
    /// <param name="settings">Solver, lambda and tolerance.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows in the order of choice; scores are their weights.</returns>
    /// <exception cref="ArgumentException">A setting is not allowed, or pool and validation rows cannot be compared.</exception>
    public static Pick[] SelectWeighted(
        GradientEmbeddings pool, GradientEmbeddings? validation, int budget, PursuitSettings settings, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        int count = Math.Clamp(budget, 0, pool.Count);
        if (count == 0)
        {
            return [];
        }
        double[] target = TargetOf(pool, validation).ComputeSum();
        PursuitResult found = MatchingPursuit.Solve(GradientColumns.Of(pool, parallelism), target, count, settings, parallelism.CancellationToken);
        return [.. Fill(found.Rows, pool.Count, count).Select(row => new Pick(row.Index, row.Weight))];
    }

    /// <summary>Adds the lowest rows left, at weight 1, until there are enough.</summary>
    internal static IEnumerable<WeightedRow> Fill(IReadOnlyList<WeightedRow> found, int rowCount, int count)
    {
        HashSet<int> taken = [.. found.Select(row => row.Index)];
        return found.Concat(Enumerable.Range(0, rowCount).Where(i => !taken.Contains(i)).Take(Math.Max(0, count - found.Count)).Select(i => new WeightedRow(i, 1)));
    }

    private static GradientEmbeddings TargetOf(GradientEmbeddings pool, GradientEmbeddings? validation)
    {
        if (validation is not { Count: > 0 })
        {
            return pool;
        }
        pool.CheckComparable(validation);
        return validation;
    }

    // argmin |r + g|^2 = |r|^2 + 2 r.g + |g|^2.
    private static int FindBest(GradientEmbeddings pool, double[] products, bool[] chosen)
    {
        int best = -1;
        double least = double.PositiveInfinity;
        for (int i = 0; i < products.Length; i++)
        {
            double change = (2 * products[i]) + pool.SquaredNorm(i);
            if (!chosen[i] && (best < 0 || change < least))
            {
                (best, least) = (i, change);
            }
        }
        return best;
    }

    private static void AddProducts(GradientEmbeddings pool, StripMatrix residuals, int row, double[] products, Parallelism parallelism) =>
        Blocks.ForEach(pool.Count, BlockSize, parallelism, (_, first, count) =>
        {
            Span<float> residualProducts = stackalloc float[BlockSize];
            residualProducts = residualProducts[..(Blocks.Count(count, StripMatrix.RowsPerStrip) * StripMatrix.RowsPerStrip)];
            residuals.Multiply(first, pool.Residuals[row], residualProducts);
            ReadOnlySpan<float> feature = pool.FeatureOf(row);
            for (int i = 0; i < count; i++)
            {
                products[first + i] += residualProducts[i] * pool.FeatureProduct(first + i, feature);
            }
        });
}
