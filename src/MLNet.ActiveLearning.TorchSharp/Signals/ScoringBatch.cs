using Microsoft.ML.Data;
using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>What a scoring signal sees of a batch of B rows.</summary>
/// <param name="Network">The trained network, in eval mode on its device. Leave its modes, weights and buffers as they are.</param>
/// <param name="Images">(B, Channels, Height, Width): the network's normalised input. A tensor like any other: its gradient may be asked for.</param>
/// <param name="Output">What the network made of the images, without gradients.</param>
/// <param name="RowIds">
/// B ids of the rows. A signal with chance draws by them, so that a row's value depends neither on the batch nor on the place it is scored in.
/// </param>
/// <param name="Seed">The trainer's seed.</param>
public sealed record ScoringBatch(
    ImageNetwork Network, Tensor Images, NetworkOutput Output, IReadOnlyList<DataViewRowId> RowIds, ulong Seed)
{
    /// <summary>The network's dropout layers, found when the model was made.</summary>
    internal IReadOnlyList<DropoutLayer> DropoutLayers { get; init; } = [];
}
