using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>k-means++: draws rows that are far from one another, in proportion to their squared distance from those drawn before.</summary>
/// <remarks>
/// Needs embeddings. Rows are chosen together, by chance. The utility is the squared distance to the nearest row chosen before. See
/// <see cref="KMeansPlusPlus"/> for formula, cost and source.
/// </remarks>
public sealed class KMeansPlusPlusStrategy : SetStrategy
{
    private readonly SignalColumn embedding;

    /// <summary>Creates the strategy.</summary>
    /// <param name="embeddingColumnName">The column of embeddings.</param>
    public KMeansPlusPlusStrategy(string embeddingColumnName = SignalNames.Embedding) => embedding = KnownSignals.Embedding(embeddingColumnName);

    /// <inheritdoc/>
    public override string Name => "k-means-plus-plus";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [embedding];

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        return PickedRows.ToRows(KMeansPlusPlus.Select(
            pool.GetMatrix(embedding.Name), context.QuerySize, new SeededRandom(context.Seed).NextDouble, context.Parallelism));
    }
}
