using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>ActiveFT: picks the rows nearest to centroids that were moved until they follow the pool's distribution and stay apart.</summary>
/// <remarks>
/// Rows and centroids are directions: <c>f_i = x_i / |x_i|</c>, <c>c_j = theta_j / |theta_j|</c>. With <c>q_i = argmax_j f_i.c_j</c>,
/// <c>s_i = f_i.c_{q_i} / tau</c> and <c>lse_j = ln sum_m exp(c_m.c_j / tau)</c>, where m = j counts and c_m is held fixed, Adam lowers
/// <c>loss = mean_i ln(1 + balance exp(lse_{q_i} - s_i))</c>. Then each centroid in turn takes the most similar row that none has taken.
/// The exponential of a similarity is never formed, so that no temperature overflows. Labelled rows, if given, are centroids that do not
/// move and come first. The gradient touches one centroid a row, whence O(N d) beside the O(N k d) of the similarities, of which blocks
/// of rows keep only the largest: memory O((N + L + k) d + 512 (L + k)). Single precision with the loss in Double; the same on any number of threads.
/// Xie, Lu, Yan, Yang, Tomizuka, Zhan, "Active Finetuning: Exploiting Annotation Budget in the Pretraining-Finetuning Paradigm", CVPR 2023.
/// </remarks>
public static class ActiveFt
{
    /// <summary>Picks min(k, N) rows, one for each centroid.</summary>
    /// <param name="features">(N, d), features of the pool of any length; a row of zeros is similar to nothing.</param>
    /// <param name="start">The k rows at which the centroids begin, each in [0, N), none twice; see <see cref="DrawStart"/>.</param>
    /// <param name="training">How the centroids move; null for the defaults.</param>
    /// <param name="labeled">(L, d), features of rows that are labelled already; default for none.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>Rows in the order of the centroids; the score is the cosine of row and centroid. With k = N the centroids are not moved.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, a value is not finite, or the start or the training is not valid.</exception>
    public static Pick[] Select(
        FloatMatrix features, ReadOnlySpan<int> start, ActiveFtTraining? training = null, FloatMatrix labeled = default, Parallelism parallelism = default)
    {
        training ??= new ActiveFtTraining();
        bool choosesAll = start.Length == features.RowCount;
        FloatMatrix centroids = Optimize(features, start, choosesAll ? training with { Iterations = 0 } : training, labeled, null, parallelism);
        return Assign(features, centroids, parallelism);
    }

    /// <summary>Moves the centroids.</summary>
    /// <param name="features">(N, d), features of the pool.</param>
    /// <param name="start">The k rows at which the centroids begin.</param>
    /// <param name="training">How the centroids move; null for the defaults.</param>
    /// <param name="labeled">(L, d), features of rows that are labelled already; default for none.</param>
    /// <param name="losses">Receives the loss before each step; null to save, with labelled rows, the O(L (L + k) d) that it costs.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>(k, d), the centroids, each of length 1.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, a value is not finite, or the start or the training is not valid.</exception>
    public static FloatMatrix Optimize(
        FloatMatrix features,
        ReadOnlySpan<int> start,
        ActiveFtTraining? training = null,
        FloatMatrix labeled = default,
        ICollection<double>? losses = null,
        Parallelism parallelism = default)
    {
        training ??= new ActiveFtTraining();
        string[] problems = [.. training.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(training));
        }
        CheckStart(start, features.RowCount);
        if (labeled.RowCount > 0 && features.RowCount > 0 && labeled.ColumnCount != features.ColumnCount)
        {
            throw new ArgumentException($"Labelled rows have {labeled.ColumnCount} features and the pool's {features.ColumnCount}; take both from the same model.", nameof(labeled));
        }
        if (start.Length == 0)
        {
            return features.RowCount == 0 ? features : features.Rows(0, 0);
        }
        var centroids = new ActiveFtCentroids(UnitRows.Of(features, nameof(features), parallelism), UnitRows.Of(labeled, nameof(labeled), parallelism), start, training, parallelism);
        for (int iteration = 0; iteration < training.Iterations; iteration++)
        {
            parallelism.CancellationToken.ThrowIfCancellationRequested();
            centroids.Move(losses);
        }
        return centroids.Current;
    }

    /// <summary>Lets each centroid in turn take the most similar row that none has taken; of equally similar ones the lowest.</summary>
    /// <param name="features">(N, d), features of the pool.</param>
    /// <param name="centroids">(k, d), of length 1.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>min(k, N) rows in the order of the centroids; the score is the cosine of row and centroid.</returns>
    public static Pick[] Assign(FloatMatrix features, FloatMatrix centroids, Parallelism parallelism = default)
    {
        FiniteRows.Check(centroids, "centroids");
        FloatMatrix rows = UnitRows.Of(features, nameof(features), parallelism);
        int count = Math.Min(centroids.RowCount, rows.RowCount);
        // First as if nothing were taken: what all threads can do at once.
        var picks = new Pick[count];
        const int centroidsAtOnce = 4;
        Blocks.ForEach(count, centroidsAtOnce, parallelism, (_, first, width) =>
        {
            Span<Pick> best = picks.AsSpan(first, width);
            best.Fill(new Pick(-1, double.NegativeInfinity));
            for (int i = 0; i < rows.RowCount; i++)
            {
                var row = rows[i];
                for (int j = 0; j < width; j++)
                {
                    float similarity = RowDot.Compute(row, centroids[first + j]);
                    if (similarity > best[j].Score)
                    {
                        best[j] = new Pick(i, similarity);
                    }
                }
            }
        });
        bool[] taken = new bool[rows.RowCount];
        for (int j = 0; j < count; j++)
        {
            if (taken[picks[j].Index])
            {
                parallelism.CancellationToken.ThrowIfCancellationRequested();
                picks[j] = MostSimilar(rows, centroids[j], taken);
            }
            taken[picks[j].Index] = true;
        }
        return picks;
    }

    /// <summary>Draws k different rows at which the centroids begin, as the paper does.</summary>
    /// <param name="rowCount">Number of rows N.</param>
    /// <param name="count">How many; more than N gives N.</param>
    /// <param name="nextUniform">Uniform numbers in [0, 1), one a row: of the rows not drawn yet, in an order of its own, the one at floor(u m).</param>
    public static int[] DrawStart(int rowCount, int count, Func<double> nextUniform)
    {
        ArgumentNullException.ThrowIfNull(nextUniform);
        count = Math.Clamp(count, 0, rowCount);
        int[] order = [.. Enumerable.Range(0, rowCount)];
        for (int i = 0; i < count; i++)
        {
            int j = i + Math.Min((int)(nextUniform() * (rowCount - i)), rowCount - i - 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order[..count];
    }

    /// <summary>Spreads the initial points: each row is the one least similar to the points before it and to the labelled rows.</summary>
    /// <param name="features">(N, d), features of the pool.</param>
    /// <param name="count">How many; more than N gives N.</param>
    /// <param name="nextUniform">A uniform number in [0, 1), drawn once: without labelled rows the first point is at floor(u N).</param>
    /// <param name="labeled">(L, d), features of rows that are labelled already; default for none.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <remarks>Cosine similarity; equal ones go to the lowest row. O((L + k) N d).</remarks>
    public static int[] FindFarthestStart(
        FloatMatrix features, int count, Func<double> nextUniform, FloatMatrix labeled = default, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(nextUniform);
        count = Math.Clamp(count, 0, features.RowCount);
        if (count == 0)
        {
            return [];
        }
        FloatMatrix rows = UnitRows.Of(features, nameof(features), parallelism);
        FloatMatrix centers = UnitRows.Of(labeled, nameof(labeled), parallelism);
        float[] nearest = new float[rows.RowCount];
        Array.Fill(nearest, float.NegativeInfinity);
        for (int i = 0; i < centers.RowCount; i++)
        {
            AddCenter(rows, centers[i].ToArray(), nearest, parallelism);
        }
        int[] start = new int[count];
        for (int i = 0; i < count; i++)
        {
            start[i] = i == 0 && centers.RowCount == 0
                ? Math.Min((int)(nextUniform() * rows.RowCount), rows.RowCount - 1)
                : TensorPrimitives.IndexOfMin<float>(nearest);
            AddCenter(rows, rows[start[i]].ToArray(), nearest, parallelism);
            nearest[start[i]] = float.PositiveInfinity;
        }
        return start;
    }

    private static void AddCenter(FloatMatrix rows, float[] center, float[] nearest, Parallelism parallelism) =>
        Blocks.ForEach(rows.RowCount, 1024, parallelism, (_, first, width) =>
        {
            for (int i = first; i < first + width; i++)
            {
                nearest[i] = Math.Max(nearest[i], RowDot.Compute(rows[i], center));
            }
        });

    private static Pick MostSimilar(FloatMatrix rows, ReadOnlySpan<float> centroid, bool[] taken)
    {
        var best = new Pick(-1, double.NegativeInfinity);
        for (int i = 0; i < rows.RowCount; i++)
        {
            float similarity = taken[i] ? float.NegativeInfinity : RowDot.Compute(rows[i], centroid);
            if (similarity > best.Score)
            {
                best = new Pick(i, similarity);
            }
        }
        return best;
    }

    private static void CheckStart(ReadOnlySpan<int> start, int rowCount)
    {
        bool[] seen = new bool[rowCount];
        foreach (int row in start)
        {
            if (row < 0 || row >= rowCount)
            {
                throw new ArgumentException($"The start names row {row}, but the pool holds the rows 0 to {rowCount - 1}.", nameof(start));
            }
            if (seen[row])
            {
                throw new ArgumentException($"The start names row {row} twice; every centroid needs a row of its own.", nameof(start));
            }
            seen[row] = true;
        }
    }
}
