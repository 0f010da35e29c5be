using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="TaVaalStrategy"/>.</summary>
public sealed record TaVaalOptions
{
    /// <summary>Sizes and training of the autoencoder and the discriminator.</summary>
    /// <value>Default: <see cref="VaalTraining.TaskAware"/>, which asks for a GPU: 100 epochs, 128 to 1024 channels.</value>
    public VaalTraining Training { get; init; } = VaalTraining.TaskAware;

    /// <summary>The column of images.</summary>
    /// <value>Default: <c>"Pixels"</c>.</value>
    public string PixelsColumnName { get; init; } = SignalNames.Pixels;

    /// <summary>The column of predicted losses.</summary>
    /// <value>Default: <c>"PredictedLoss"</c>.</value>
    public string PredictedLossColumnName { get; init; } = SignalNames.PredictedLoss;
}
