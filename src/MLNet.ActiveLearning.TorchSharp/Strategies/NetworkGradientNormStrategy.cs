using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows whose loss gradient in the whole network is largest.</summary>
/// <remarks>
/// The utility is the column that <see cref="NetworkGradientLength"/> writes, 0 and more; row-wise, no chance. See
/// <see cref="NetworkGradientNorm"/> for formula and source; <see cref="GradientNormStrategy"/> takes the last layer alone, at no cost.
/// </remarks>
public sealed class NetworkGradientNormStrategy : RowwiseStrategy
{
    private readonly SignalColumn norm;

    /// <summary>Creates the strategy.</summary>
    /// <param name="normColumnName">The column of gradient norms.</param>
    public NetworkGradientNormStrategy(string normColumnName = SignalNames.NetworkGradientNorm) => norm = new SignalColumn(
        normColumnName, SignalKind.Number, "Train with Trainers.ImageClassification and add a NetworkGradientLength to its Signals.");

    /// <inheritdoc/>
    public override string Name => "gradnorm-network";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [norm];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.GetValues(norm.Name).CopyTo(utilities);
    }
}
