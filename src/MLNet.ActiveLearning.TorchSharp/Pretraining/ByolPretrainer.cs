using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>Pre-trains the layers of a network below its classifier on images without labels.</summary>
/// <remarks>
/// <para>
/// BYOL: an online network is trained to predict, from one random view of an image, what a target network makes of another view. The target is a
/// moving average of the online network, normalisation statistics included (EMAN). See <see cref="ByolOptions"/> for what can be set.
/// </para>
/// <para>
/// Grill et al., "Bootstrap Your Own Latent: A New Approach to Self-Supervised Learning", NeurIPS 2020; Cai et al., "Exponential Moving Average
/// Normalization for Self-supervised and Semi-supervised Learning", CVPR 2021. Seeded; the images are read once and kept as bytes.
/// </para>
/// </remarks>
public sealed class ByolPretrainer
{
    private readonly MLContext context;

    internal ByolPretrainer(MLContext context, ByolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        this.context = context;
        Options = options;
    }

    /// <summary>The options, as they were given.</summary>
    public ByolOptions Options { get; }

    /// <summary>Pre-trains.</summary>
    /// <param name="images">The images; labels are not looked at.</param>
    /// <param name="progress">Receives a report after each epoch; null for none.</param>
    /// <param name="cancellationToken">Stops within one mini-batch; epochs that were kept are not lost.</param>
    /// <returns>The weights of the online network's backbone, with the normalisation they were trained with.</returns>
    /// <exception cref="ArgumentException">The image column is missing or unfit.</exception>
    /// <exception cref="InvalidOperationException">An image is unfit, no device was found, or the checkpoint belongs to another pre-training.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public PretrainedWeights Fit(IDataView images, IProgress<PretrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        Device device = TorchDevice.Choose(context, Options.Device);
        using IChannel channel = ((IChannelProvider)context).Start("Pretraining");
        ImageStore store = ImageSet.Read(images, Options.ImageColumnName, cancellationToken);
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"Pre-training {Options.Architecture.Name} by BYOL on {store.Count} images of {store.Shape}, on {device}."));
        return new ByolLoop(Options, store, device, cancellationToken).Run(state =>
        {
            channel.Info(MessageSensitivity.None, FormattableString.Invariant(
                $"Epoch {state.Epoch} of {state.EpochCount}: loss {state.Loss:F4}, spread {state.Spread:F3}, learning rate {state.LearningRate:G4}, {state.ImagesPerSecond:F0} images/s"));
            progress?.Report(state);
        });
    }
}
