using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>First labelled sets: rows to label before there is a model.</summary>
/// <remarks>
/// Features come from a network that was trained on other data (the paper: the averaged features of an ImageNet ResNet-18, 512 numbers). What is
/// won over a random start is gone after a few rounds. Pure; ties go to the lowest row; a size of 0 or less gives none, one above N all rows.
/// Beck et al., "Effective Evaluation of Deep Active Learning on Image Classification Tasks", 2021, section 4.6.
/// </remarks>
public static class SeedSets
{
    /// <summary>Rows at random, uniformly and none twice.</summary>
    /// <param name="count">Rows N.</param>
    /// <param name="size">How many to choose.</param>
    /// <param name="nextUniform">Uniforms in [0, 1), one a chosen row.</param>
    /// <returns>The rows in the order of drawing; all scores are 0.</returns>
    public static Pick[] Random(int count, int size, Func<double> nextUniform)
    {
        ArgumentNullException.ThrowIfNull(nextUniform);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = [.. Enumerable.Range(0, count)];
        return [.. RandomSubset.Draw(order, Math.Clamp(size, 0, count), nextUniform).Select(row => new Pick(row, 0))];
    }

    /// <summary>Rows that stand for all others: <see cref="Submodular.FacilityLocation"/> with cosines, over the whole pool and without labels.</summary>
    /// <param name="features">(N, d), finite.</param>
    /// <param name="size">How many to choose.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows in the order of choice with their gains.</returns>
    public static Pick[] FacilityLocation(FloatMatrix features, int size, Parallelism parallelism = default) =>
        Maximize(new SetFunctionOptions(), features, size, null, parallelism);

    /// <summary>Rows that lie far apart: furthest-first on <c>1 - cosine</c>, the greedy choice of <see cref="DisparityMin"/>.</summary>
    /// <param name="features">(N, d), finite.</param>
    /// <param name="size">How many to choose.</param>
    /// <param name="start">The first row.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows in the order of choice with their gains.</returns>
    public static Pick[] DispersionMin(FloatMatrix features, int size, int start = 0, Parallelism parallelism = default) =>
        Maximize(new SetFunctionOptions { Function = SetFunctionKind.DisparityMin }, features, size, start, parallelism);

    /// <summary>Facility location within each true class, <c>size / C</c> rows each: what the published notebook computes. Uses all labels.</summary>
    /// <param name="features">(N, d), finite.</param>
    /// <param name="classes">The true class of each row, from 0.</param>
    /// <param name="classCount">Number of classes C.</param>
    /// <param name="size">How many to choose in all; the remainder of the division by C is left out.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The rows of class 0 in the order of choice, then those of class 1, and so on.</returns>
    /// <remarks>For reproducing published numbers only: whoever knows the labels of all rows needs no active learning.</remarks>
    public static Pick[] FacilityLocationPerClass(
        FloatMatrix features, ReadOnlySpan<int> classes, int classCount, int size, Parallelism parallelism = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (classes.Length != features.RowCount)
        {
            throw new ArgumentException($"There are {features.RowCount} rows and {classes.Length} classes; give one class a row.", nameof(classes));
        }
        // Before rows are gathered, so that an error names a row of the pool.
        FiniteRows.Check(features, "features");
        var picks = new List<Pick>();
        for (int c = 0; c < classCount; c++)
        {
            var rows = new List<int>();
            for (int n = 0; n < classes.Length; n++)
            {
                if (classes[n] == c)
                {
                    rows.Add(n);
                }
            }
            picks.AddRange(FacilityLocation(RowSubset.Gather(features, [.. rows]), size / classCount, parallelism).Select(p => p with { Index = rows[p.Index] }));
        }
        return [.. picks];
    }

    private static Pick[] Maximize(SetFunctionOptions function, FloatMatrix features, int size, int? start, Parallelism parallelism) =>
        size <= 0 || features.RowCount == 0
            ? []
            : GreedyMaximizer.Maximize(function.Create(features, parallelism), size, new GreedyOptions { Start = start }, cancellationToken: parallelism.CancellationToken);
}
