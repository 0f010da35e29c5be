using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>BIM: chooses the rows that the fewest small steps along the signs of the gradient take across the network's decision boundary.</summary>
/// <remarks>
/// The utility is minus the column that <see cref="BimDistance"/> writes; a row that nothing moves has -<see cref="float.MaxValue"/> and
/// ranks last. Row-wise, no chance; distances are whole multiples of one number, so equal utilities are the rule and the lowest row comes
/// first. See <see cref="Bim"/> for formula and source of the distance.
/// Tramer, Kurakin, Papernot, Goodfellow, Boneh, McDaniel, "Ensemble Adversarial Training: Attacks and Defenses", ICLR 2018.
/// </remarks>
public sealed class BimStrategy : RowwiseStrategy
{
    private readonly SignalColumn distance;

    /// <summary>Creates the strategy.</summary>
    /// <param name="distanceColumnName">The column of squared distances.</param>
    public BimStrategy(string distanceColumnName = SignalNames.BimDistance) => distance = new SignalColumn(
        distanceColumnName, SignalKind.Number, "Train with Trainers.ImageClassification and add a BimDistance to its Signals.");

    /// <inheritdoc/>
    public override string Name => "bim";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [distance];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        TensorPrimitives.Negate(rows.GetValues(distance.Name), utilities);
    }
}
