using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>CAL: chooses the rows of which it is least sure whether training would learn them.</summary>
/// <remarks>
/// Reads the column that a <c>CartographyHead</c> writes. Row-wise, no chance. See <see cref="Cartography"/> for formula, range and source.
/// </remarks>
public sealed class CartographyStrategy : RowwiseStrategy
{
    private readonly SignalColumn learnedProbability;

    /// <summary>Creates the strategy.</summary>
    /// <param name="learnedProbabilityColumnName">The column of probabilities that a row would be learnt.</param>
    public CartographyStrategy(string learnedProbabilityColumnName = SignalNames.LearnedProbability) =>
        learnedProbability = KnownSignals.LearnedProbability(learnedProbabilityColumnName);

    /// <inheritdoc/>
    public override string Name => "cal";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [learnedProbability];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Cartography.ComputeUtilities(rows.GetValues(learnedProbability.Name), utilities);
    }
}
