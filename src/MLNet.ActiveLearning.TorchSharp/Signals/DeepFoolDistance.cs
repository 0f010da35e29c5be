using MLNet.ActiveLearning.Acquisition;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The squared distance to the nearest decision boundary that DeepFool finds for a row's image.</summary>
/// <remarks>
/// Column: <c>DeepFoolDistance</c>, 0 and more, in squared units of the network's normalised input; smaller means more worth labelling.
/// A row that nothing moves across a boundary has <see cref="float.MaxValue"/>, not infinity, so that it can be ranked: last.
/// Cost: C backward passes and two forward passes a step, a few steps for most rows. See <see cref="DeepFool"/> for formula and source.
/// </remarks>
public sealed record DeepFoolDistance : ScoringSignal
{
    /// <inheritdoc/>
    public override string Name => "deepfool-distance";

    /// <summary>Options of DeepFool.</summary>
    /// <value>Default: those of the published code.</value>
    public DeepFoolOptions Options { get; init; } = new();

    /// <summary>Name of the column.</summary>
    /// <value>Default <c>"DeepFoolDistance"</c>.</value>
    public string DistanceColumnName { get; init; } = SignalNames.DeepFoolDistance;

    /// <inheritdoc/>
    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn(DistanceColumnName)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Options?.FindProblems() ?? ["Options of DeepFoolDistance is null; leave it out to get the default."],
        .. string.IsNullOrWhiteSpace(DistanceColumnName) ? ["DistanceColumnName of DeepFoolDistance is empty; give the column a name."] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        AdversarialDistance[] distances = DeepFool.ComputeDistances(images => batch.Network.call(images).Logits, batch.Images, Options);
        return [tensor(distances.Select(d => (float)Math.Min(d.Squared, float.MaxValue)).ToArray())];
    }
}
