using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Filtered active submodular selection: the most uncertain rows, and among them those that stand for the others.</summary>
/// <remarks>
/// <para>
/// 1. Keep the <c>F = min(b k, N)</c> most uncertain rows (equal ones by the lowest row). 2. Maximise a set function greedily over these rows alone, V = F;
/// its ties go to the lowest row of the pool, not to the most uncertain. With b k at least N this is the set function on the whole pool, with
/// b = 1 the uncertainty, in another order.
/// </para>
/// <para>
/// O(N C) and the set function's cost on F rows: facility location O(F^2 d) and 4 F^2 bytes up to the limit of its options. Pure, nothing is drawn.
/// Published code hands one mutable options object to both steps. Wei, Iyer, Bilmes, "Submodularity in Data Subset Selection and Active Learning", ICML 2015.
/// </para>
/// </remarks>
public static class Fass
{
    /// <summary>The most uncertain rows, the most uncertain first.</summary>
    /// <param name="probabilities">(N, C).</param>
    /// <param name="count">How many to keep; more than N keeps all.</param>
    /// <param name="uncertainty">What ranks them.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static int[] Filter(
        FloatMatrix probabilities, int count, UncertaintyMeasure uncertainty = UncertaintyMeasure.Entropy, Parallelism parallelism = default) =>
        [.. TopRows.SelectUncertain(probabilities, uncertainty, count, parallelism).Select(row => row.Index)];

    /// <summary>Chooses rows.</summary>
    /// <param name="probabilities">(N, C).</param>
    /// <param name="embeddings">(N, d), finite.</param>
    /// <param name="budget">How many rows to choose, k; more than N chooses all.</param>
    /// <param name="candidatesPerPick">b, rows kept for each one to choose, at least 1.</param>
    /// <param name="uncertainty">What ranks the rows in the first step.</param>
    /// <param name="function">What is maximised in the second; null for facility location with raw cosines.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>Rows of the pool in the order of choice, each with its gain.</returns>
    /// <exception cref="ArgumentException">The matrices have different numbers of rows, or a value is NaN or infinite.</exception>
    public static Pick[] Select(
        FloatMatrix probabilities,
        FloatMatrix embeddings,
        int budget,
        int candidatesPerPick = 5,
        UncertaintyMeasure uncertainty = UncertaintyMeasure.Entropy,
        SetFunctionOptions? function = null,
        Parallelism parallelism = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidatesPerPick, 1);
        if (probabilities.RowCount != embeddings.RowCount)
        {
            throw new ArgumentException($"There are probabilities of {probabilities.RowCount} rows and embeddings of {embeddings.RowCount}; give both for the same rows.", nameof(embeddings));
        }
        if (budget <= 0 || embeddings.RowCount == 0)
        {
            return [];
        }
        // Before rows are gathered, so that an error names a row of the pool.
        FiniteRows.Check(probabilities, "probabilities");
        FiniteRows.Check(embeddings, "embeddings");
        int[] kept = Filter(probabilities, (int)Math.Min((long)budget * candidatesPerPick, embeddings.RowCount), uncertainty, parallelism);
        Array.Sort(kept);
        SetFunction maximized = (function ?? new SetFunctionOptions()).Create(RowSubset.Gather(embeddings, kept), parallelism);
        return [.. GreedyMaximizer.Maximize(maximized, budget, cancellationToken: parallelism.CancellationToken).Select(p => p with { Index = kept[p.Index] })];
    }
}
