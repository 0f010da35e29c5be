using MLNet.ActiveLearning.Acquisition;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The squared distance to a decision boundary that the basic iterative method finds for a row's image.</summary>
/// <remarks>
/// Column: <c>BimDistance</c>, 0 and more, in squared units of the network's normalised input; smaller means more worth labelling.
/// A row that nothing moves across a boundary has <see cref="float.MaxValue"/>, not infinity, so that it can be ranked: last.
/// Cost: a forward and a backward pass a step; the number of steps grows with the distance. See <see cref="Bim"/> for formula and source.
/// </remarks>
public sealed record BimDistance : ScoringSignal
{
    /// <inheritdoc/>
    public override string Name => "bim-distance";

    /// <summary>Options of the basic iterative method.</summary>
    /// <value>Default: those of the published code.</value>
    public BimOptions Options { get; init; } = new();

    /// <summary>Name of the column.</summary>
    /// <value>Default <c>"BimDistance"</c>.</value>
    public string DistanceColumnName { get; init; } = SignalNames.BimDistance;

    /// <inheritdoc/>
    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn(DistanceColumnName)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Options?.FindProblems() ?? ["Options of BimDistance is null; leave it out to get the default."],
        .. string.IsNullOrWhiteSpace(DistanceColumnName) ? ["DistanceColumnName of BimDistance is empty; give the column a name."] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        AdversarialDistance[] distances = Bim.ComputeDistances(images => batch.Network.call(images).Logits, batch.Images, Options);
        return [tensor(distances.Select(d => (float)Math.Min(d.Squared, float.MaxValue)).ToArray())];
    }
}
