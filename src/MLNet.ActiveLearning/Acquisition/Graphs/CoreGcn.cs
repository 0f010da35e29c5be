using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>CoreGCN: picks rows that cover the pool in the features of a graph network.</summary>
/// <remarks>
/// The network is that of <see cref="UncertainGcn"/>. Each row's features are <c>[h, o]</c>, its H hidden values without dropout and its
/// log-odds of being labelled; <see cref="KCenterGreedy"/> picks in them, with the labelled rows as centres. Time and memory: as
/// <see cref="UncertainGcn"/> and <see cref="KCenterGreedy"/>.
/// Caramalau, Bhattarai, Kim, "Sequential Graph Convolutional Network for Active Learning", CVPR 2021.
/// </remarks>
public static class CoreGcn
{
    /// <summary>Picks rows.</summary>
    /// <param name="pool">Embeddings of the pool (U, D).</param>
    /// <param name="labeled">Embeddings of the labelled rows (L, D), at least one.</param>
    /// <param name="budget">How many to pick; more than U picks all.</param>
    /// <param name="seed">Seed of the network's initial parameters and of dropout.</param>
    /// <param name="training">How the network is trained; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation, looked at in every epoch.</param>
    /// <returns>The picks in order, each with its distance to the nearest centre at the time; higher is more worth labelling.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, nothing is labelled, a value is not finite or an option is not valid.</exception>
    /// <exception cref="InvalidOperationException">The training diverged.</exception>
    public static Pick[] Select(
        FloatMatrix pool, FloatMatrix labeled, int budget, ulong seed, GraphTraining? training = null, Parallelism parallelism = default)
    {
        if (budget <= 0 || pool.RowCount == 0)
        {
            return [];
        }
        (FloatMatrix poolFeatures, FloatMatrix labeledFeatures) = GraphNodes.Train(pool, labeled, seed, training, parallelism).CreateFeatures();
        return KCenterGreedy.Select(poolFeatures, labeledFeatures, budget, parallelism: parallelism);
    }
}
