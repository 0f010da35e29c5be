using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>The similarities among pool, queries and private rows, each computed when a measure first asks for it.</summary>
/// <remarks>
/// The similarity is <c>(1 + cos)/2</c>, in [0, 1], 0.5 with a row of zeros. Not thread-safe: make one for each selection.
/// </remarks>
public sealed class TargetedKernels
{
    private readonly Lazy<SimilarityKernel> pool, poolOnRequest;
    private readonly Lazy<SimilarityKernel>? queries, avoided, ownQueries, ownAvoided, between;

    private TargetedKernels(int queryCount, int avoidedCount, long memoryLimit, Func<Rows, Rows, long, SimilarityKernel> create)
    {
        Lazy<SimilarityKernel> Within(long limit, Rows a, Rows b) => new(() => create(a, b, limit), LazyThreadSafetyMode.None);
        Lazy<SimilarityKernel> Of(Rows a, Rows b) => Within(memoryLimit, a, b);
        (pool, poolOnRequest) = (Of(Rows.Pool, Rows.Pool), Within(0, Rows.Pool, Rows.Pool));
        if (queryCount > 0)
        {
            (queries, ownQueries) = (Of(Rows.Pool, Rows.Queries), Of(Rows.Queries, Rows.Queries));
        }
        if (avoidedCount > 0)
        {
            (avoided, ownAvoided) = (Of(Rows.Pool, Rows.Avoided), Of(Rows.Avoided, Rows.Avoided));
        }
        if (queryCount > 0 && avoidedCount > 0)
        {
            between = Of(Rows.Queries, Rows.Avoided);
        }
    }

    private enum Rows
    {
        Pool,
        Queries,
        Avoided,
    }

    /// <summary>(N, N).</summary>
    public SimilarityKernel Pool => pool.Value;

    /// <summary>(N, N), never in memory: for measures that need a few rows of it in double precision.</summary>
    internal SimilarityKernel PoolOnRequest => poolOnRequest.Value;

    /// <summary>(N, |Q|), or null without queries.</summary>
    public SimilarityKernel? Queries => queries?.Value;

    /// <summary>(N, |P|), or null without private rows.</summary>
    public SimilarityKernel? Avoided => avoided?.Value;

    /// <summary>(|Q|, |P|), or null without one of them.</summary>
    internal SimilarityKernel? Between => between?.Value;

    /// <summary>Similarities of embeddings.</summary>
    /// <param name="pool">(N, d).</param>
    /// <param name="queries">(|Q|, d); default for none.</param>
    /// <param name="avoided">(|P|, d); default for none.</param>
    /// <param name="memoryLimit">Bytes up to which the similarities of the pool are held in memory.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TargetedKernels FromEmbeddings(
        FloatMatrix pool,
        FloatMatrix queries,
        FloatMatrix avoided = default,
        long memoryLimit = SimilarityKernel.DefaultMemoryLimit,
        Parallelism parallelism = default)
    {
        // Here, where it is known what the rows are: kernels are made only when a measure asks.
        FiniteRows.Check(pool, "embeddings of the pool");
        FiniteRows.Check(queries, "embeddings of the queries");
        FiniteRows.Check(avoided, "embeddings of the private rows");
        FloatMatrix Of(Rows rows) => rows switch { Rows.Pool => pool, Rows.Queries => queries, _ => avoided };
        return new TargetedKernels(
            queries.RowCount, avoided.RowCount, memoryLimit, (a, b, limit) => SimilarityKernel.Create(Of(a), Of(b), SimilarityMetric.Cosine01, limit, parallelism));
    }

    /// <summary>Similarities of gradients of the last layer, never built: <c>cos(g_i, g_j) = cos(a_i, a_j) cos(u_i, u_j)</c>.</summary>
    /// <param name="pool">N gradients, at the predicted classes.</param>
    /// <param name="queries">|Q| gradients, at the true classes; null for none.</param>
    /// <param name="avoided">|P| gradients, at the true classes; null for none.</param>
    /// <param name="memoryLimit">Bytes up to which the similarities of the pool are held in memory.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static TargetedKernels FromGradients(
        GradientEmbeddings pool,
        GradientEmbeddings? queries,
        GradientEmbeddings? avoided = null,
        long memoryLimit = SimilarityKernel.DefaultMemoryLimit,
        Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(pool);
        GradientEmbeddings Of(Rows rows) => rows switch { Rows.Pool => pool, Rows.Queries => queries!, _ => avoided! };
        return new TargetedKernels(
            queries?.Count ?? 0, avoided?.Count ?? 0, memoryLimit, (a, b, limit) => SimilarityKernel.Create(Of(a), Of(b), SimilarityMetric.Cosine01, limit, parallelism));
    }

    internal ReferenceKernels? QueriesWith(double weight) => queries is null ? null : new ReferenceKernels(queries.Value, ownQueries!.Value, weight);

    internal ReferenceKernels? AvoidedWith(double weight) => avoided is null ? null : new ReferenceKernels(avoided.Value, ownAvoided!.Value, weight);
}
