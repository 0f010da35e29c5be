using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>UncertainGCN: picks the rows of which a graph network is just not sure that they are unlabelled.</summary>
/// <remarks>
/// <para>
/// Rows of the pool and labelled rows are nodes of a graph whose edges are the cosines of their embeddings:
/// <c>A = (S - I) D^-1 + I</c>, S = X X' with rows of length 1, D the column sums of S - I. A network of two graph convolutions,
/// <c>h = relu(A X W1 + b1)</c>, <c>o = A h w2 + b2</c>, <c>s = 1 / (1 + exp(-o))</c>, is trained in full batches to give labelled rows 1
/// and the pool's 0, by <c>-mean ln s - lambda mean ln(1 - s)</c> with Adam and dropout. The utility is
/// <c>-|s - margin|</c> in [-1, 0]: higher is nearer to the margin, and more worth labelling.
/// </para>
/// <para>
/// A is never written: <c>A M = X (X' D^-1 M) - D^-1 M + M</c>. Time O(N D (D + epochs H)), memory O(N (D + H)) instead of O(N^2). A row whose
/// similarities to the others sum to no more than 1e-4 stands alone. Single precision, the same on any number of threads.
/// Caramalau, Bhattarai, Kim, "Sequential Graph Convolutional Network for Active Learning", CVPR 2021.
/// </para>
/// </remarks>
public static class UncertainGcn
{
    /// <summary>Picks rows.</summary>
    /// <param name="pool">Embeddings of the pool (U, D).</param>
    /// <param name="labeled">Embeddings of the labelled rows (L, D), at least one.</param>
    /// <param name="budget">How many to pick; more than U picks all.</param>
    /// <param name="seed">Seed of the network's initial parameters and of dropout.</param>
    /// <param name="margin">The score to be near, in [0, 1].</param>
    /// <param name="training">How the network is trained; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation, looked at in every epoch.</param>
    /// <returns>The picks, nearest to the margin first, of equal ones the lowest row; the score is the utility.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, nothing is labelled, a value is not finite or an option is not valid.</exception>
    /// <exception cref="InvalidOperationException">The training diverged.</exception>
    public static Pick[] Select(
        FloatMatrix pool,
        FloatMatrix labeled,
        int budget,
        ulong seed,
        double margin = 0.1,
        GraphTraining? training = null,
        Parallelism parallelism = default)
    {
        if (!(margin >= 0 && margin <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, FormattableString.Invariant($"The margin is {margin}; scores lie in [0, 1], for example 0.1."));
        }
        if (budget <= 0 || pool.RowCount == 0)
        {
            return [];
        }
        GraphNodes nodes = GraphNodes.Train(pool, labeled, seed, training, parallelism);
        float[] utilities = new float[pool.RowCount];
        ComputeUtilities(nodes.PoolOutputs, margin, utilities);
        return TopRows.Select(utilities, budget, parallelism);
    }

    /// <summary>Computes <c>-|s - margin|</c> from log-odds.</summary>
    internal static void ComputeUtilities(ReadOnlySpan<float> outputs, double margin, Span<float> utilities)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            utilities[i] = (float)-Math.Abs((1 / (1 + Math.Exp(-outputs[i]))) - margin);
        }
    }
}
