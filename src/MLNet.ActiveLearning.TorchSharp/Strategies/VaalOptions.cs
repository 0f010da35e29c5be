using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="VaalStrategy"/>.</summary>
public sealed record VaalOptions
{
    /// <summary>Sizes and training of the autoencoder and the discriminator.</summary>
    /// <value>Default: the authors' values, which ask for a GPU: 100 epochs, 128 to 1024 channels.</value>
    public VaalTraining Training { get; init; } = new();

    /// <summary>The column of images.</summary>
    /// <value>Default: <c>"Pixels"</c>.</value>
    public string PixelsColumnName { get; init; } = SignalNames.Pixels;
}
