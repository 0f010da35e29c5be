using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GRAD-MATCH for training: weighted parts of the labelled rows whose gradients stand for those of all of them.</summary>
/// <remarks>
/// Train on the chosen rows with the loss <c>sum_i w_i loss_i / batch size</c> and choose anew every few epochs. Rows that a pursuit could
/// not find are filled up with the lowest ones left at weight 1. Without chance. Killamsetty et al., "GRAD-MATCH", ICML 2021.
/// </remarks>
public static class TrainingSubset
{
    /// <summary>Chooses whole mini-batches: columns are their mean gradients, the target is the sum of these; a row inherits its batch's weight.</summary>
    /// <param name="gradients">Gradients of the labelled rows at their labels, in the order in which training forms its batches, unshuffled.</param>
    /// <param name="batchSize">B: batch b holds rows b B to (b + 1) B - 1, the last one perhaps fewer.</param>
    /// <param name="budget">How many rows to choose, k; <c>ceil(k / B)</c> batches are.</param>
    /// <param name="settings">Solver, lambda and tolerance; published runs use lambda 0.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows of the chosen batches in ascending order, with weights.</returns>
    public static WeightedRow[] SelectPerBatch(
        GradientEmbeddings gradients, int batchSize, int budget, PursuitSettings settings, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return SelectPerBatch(GradientColumns.Of(gradients, parallelism), batchSize, budget, settings, parallelism, out _);
    }

    /// <summary>Chooses within each class: columns are the class's own gradients, the target is their sum, <c>ceil(k n_c / n)</c> rows.</summary>
    /// <param name="gradients">Gradients of the labelled rows at their labels.</param>
    /// <param name="budget">How many rows to choose, k, before rounding up a class.</param>
    /// <param name="settings">Solver, lambda and tolerance; published runs use lambda 0.5.</param>
    /// <param name="ownClassOnly">Whether only the gradient of the class's own weights and bias is matched, 1 + D numbers instead of C (1 + D).</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>Class after class, the rows in the order of choice, with weights.</returns>
    public static WeightedRow[] SelectPerClass(
        GradientEmbeddings gradients, int budget, PursuitSettings settings, bool ownClassOnly = true, Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        int[] classes = gradients.Classes.ToArray();
        var chosen = new List<WeightedRow>();
        for (int c = 0; c < gradients.ClassCount; c++)
        {
            int[] members = [.. Enumerable.Range(0, classes.Length).Where(i => classes[i] == c)];
            GradientColumns columns = Columns(gradients, members, ownClassOnly ? c : null, parallelism);
            PursuitResult found = SelectOfClass(columns, classes.Length, budget, settings, parallelism);
            int count = ShareOf(members.Length, classes.Length, budget);
            chosen.AddRange(GradMatch.Fill(found.Rows, members.Length, count).Select(row => row with { Index = members[row.Index] }));
        }
        return [.. chosen];
    }

    /// <summary>The pursuit within one class.</summary>
    internal static PursuitResult SelectOfClass(GradientColumns members, int rowCount, int budget, PursuitSettings settings, Parallelism parallelism) =>
        MatchingPursuit.Solve(members, members.ComputeSum(), ShareOf(members.Count, rowCount, budget), settings, parallelism.CancellationToken);

    internal static WeightedRow[] SelectPerBatch(
        GradientColumns gradients, int batchSize, int budget, PursuitSettings settings, Parallelism parallelism, out PursuitResult batches)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        int rows = gradients.Count;
        double[][] means = new double[Blocks.Count(rows, batchSize)][];
        Blocks.ForEach(rows, batchSize, parallelism, (batch, first, count) =>
        {
            double[] mean = new double[gradients.Width];
            for (int i = first; i < first + count; i++)
            {
                gradients.AddTo(i, 1.0 / count, mean);
            }
            means[batch] = mean;
        });
        GradientColumns columns = GradientColumns.Of(means, gradients.Width, parallelism);
        int batchCount = Blocks.Count(Math.Clamp(budget, 0, rows), batchSize);
        batches = MatchingPursuit.Solve(columns, columns.ComputeSum(), batchCount, settings, parallelism.CancellationToken);
        return
        [
            .. GradMatch.Fill(batches.Rows, means.Length, batchCount)
                .OrderBy(batch => batch.Index)
                .SelectMany(batch => Enumerable.Range(batch.Index * batchSize, Math.Min(batchSize, rows - (batch.Index * batchSize)))
                    .Select(i => new WeightedRow(i, batch.Weight))),
        ];
    }

    private static int ShareOf(int memberCount, int rowCount, int budget)
    {
        long k = Math.Clamp(budget, 0, rowCount);
        return rowCount == 0 ? 0 : (int)(((k * memberCount) + rowCount - 1) / rowCount);
    }

    private static GradientColumns Columns(GradientEmbeddings gradients, int[] members, int? ownClass, Parallelism parallelism)
    {
        if (ownClass is not { } c)
        {
            return GradientColumns.Of(gradients.Restrict(members, parallelism), parallelism);
        }
        bool hasBias = gradients.Kind != GradientKind.Linear;
        int size = gradients.Kind == GradientKind.Bias ? 0 : gradients.Embeddings.ColumnCount;
        double[][] columns = [.. members.Select(i =>
        {
            double[] column = new double[size + (hasBias ? 1 : 0)];
            double factor = gradients.Residuals[i][c];
            for (int j = 0; j < size; j++)
            {
                column[column.Length - size + j] = factor * gradients.Embeddings[i][j];
            }
            if (hasBias)
            {
                column[0] = factor;
            }
            return column;
        })];
        return GradientColumns.Of(columns, size + (hasBias ? 1 : 0), parallelism);
    }
}
