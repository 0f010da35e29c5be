using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>DeepFool: chooses the rows that the smallest move takes across the network's decision boundary.</summary>
/// <remarks>
/// The utility is minus the column that <see cref="DeepFoolDistance"/> writes; a row that nothing moves has -<see cref="float.MaxValue"/> and
/// ranks last. Row-wise, no chance. See <see cref="DeepFool"/> for formula and source of the distance.
/// Ducoffe and Precioso, "Adversarial Active Learning for Deep Networks: a Margin Based Approach", 2018, arXiv:1802.09841.
/// </remarks>
public sealed class DeepFoolStrategy : RowwiseStrategy
{
    private readonly SignalColumn distance;

    /// <summary>Creates the strategy.</summary>
    /// <param name="distanceColumnName">The column of squared distances.</param>
    public DeepFoolStrategy(string distanceColumnName = SignalNames.DeepFoolDistance) => distance = new SignalColumn(
        distanceColumnName, SignalKind.Number, "Train with Trainers.ImageClassification and add a DeepFoolDistance to its Signals.");

    /// <inheritdoc/>
    public override string Name => "deepfool";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [distance];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        TensorPrimitives.Negate(rows.GetValues(distance.Name), utilities);
    }
}
