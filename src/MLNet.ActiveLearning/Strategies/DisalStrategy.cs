using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>DISAL: chooses the rows whose surrogate gradient points furthest along the direction that training has taken.</summary>
/// <remarks>
/// The utility is the column that a <c>DynamicInfluenceHead</c> writes: the inner product of the row's negative last-layer gradient
/// with the unit direction from the initial to the final last layer; higher means more worth labelling. Row-wise, no chance.
/// "Tracing Training Progress: Dynamic Influence Based Selection for Active Learning", ACM MM 2024; our reading of it, as the
/// strategy's page says.
/// </remarks>
public sealed class DisalStrategy : RowwiseStrategy
{
    private readonly SignalColumn projectedGradient;

    /// <summary>Creates the strategy.</summary>
    /// <param name="projectedGradientColumnName">The column of projected gradients.</param>
    public DisalStrategy(string projectedGradientColumnName = SignalNames.ProjectedGradient) =>
        projectedGradient = KnownSignals.ProjectedGradient(projectedGradientColumnName);

    /// <inheritdoc/>
    public override string Name => "disal";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [projectedGradient];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.GetValues(projectedGradient.Name).CopyTo(utilities);
    }
}
