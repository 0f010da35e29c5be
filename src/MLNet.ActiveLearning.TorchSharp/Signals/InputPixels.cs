using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The image of a row as the network sees it, for strategies that look at images themselves.</summary>
/// <remarks>
/// Column: <c>Pixels</c>, (channels, rows, columns), decoded and normalised as for the network, without augmentation. It costs as much memory
/// as it has values: four bytes each while a strategy reads the pool, 12 KB for 32 x 32 pixels in colour.
/// </remarks>
public sealed record InputPixels : ScoringSignal
{
    /// <inheritdoc/>
    public override string Name => "input-pixels";

    /// <summary>Name of the column.</summary>
    /// <value>Default <c>"Pixels"</c>.</value>
    public string PixelsColumnName { get; init; } = SignalNames.Pixels;

    /// <inheritdoc/>
    /// <remarks>The dimensions are those of an image of one pixel; <see cref="GetColumns(NetworkSpec)"/> knows the right ones.</remarks>
    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn(PixelsColumnName, 1, 1, 1)];

    /// <inheritdoc/>
    public override IReadOnlyList<ScoringColumn> GetColumns(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return [new ScoringColumn(PixelsColumnName, spec.Channels, spec.Height, spec.Width)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
        string.IsNullOrWhiteSpace(PixelsColumnName) ? ["PixelsColumnName of InputPixels is empty; give the column a name."] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return [batch.Images.detach().clone()];
    }
}
