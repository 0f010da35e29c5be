using MLNet.ActiveLearning.Acquisition.Gradients;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The length of the gradient that a row's surrogate loss has in the parameters of the whole network.</summary>
/// <remarks>
/// Column: <c>NetworkGradientNorm</c>, 0 and more; higher means more worth labelling. Cost: for the entropy a forward pass with gradients
/// and a backward pass to the layers' outputs for all rows of a batch together, and products in each layer; for the expectation over labels a backward
/// pass a class. See <see cref="NetworkGradientNorm"/> for formula, networks that this is fast for, and source.
/// </remarks>
public sealed record NetworkGradientLength : ScoringSignal
{
    /// <inheritdoc/>
    public override string Name => "network-gradient-length";

    /// <summary>Surrogate loss, norm and batch size.</summary>
    /// <value>Default: those of the published code.</value>
    public NetworkGradientNormOptions Options { get; init; } = new();

    /// <summary>Name of the column.</summary>
    /// <value>Default <c>"NetworkGradientNorm"</c>.</value>
    public string NormColumnName { get; init; } = SignalNames.NetworkGradientNorm;

    /// <inheritdoc/>
    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn(NormColumnName)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Options?.FindProblems() ?? ["Options of NetworkGradientLength is null; leave it out to get the default."],
        .. string.IsNullOrWhiteSpace(NormColumnName) ? ["NormColumnName of NetworkGradientLength is empty; give the column a name."] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        double[] norms = NetworkGradientNorm.Compute(batch.Network, images => batch.Network.call(images).Logits, batch.Images, Options);
        return [tensor(norms.Select(n => (float)n).ToArray())];
    }
}
