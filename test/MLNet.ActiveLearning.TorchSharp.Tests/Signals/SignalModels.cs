using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>Models with signals, without training them anew for each option.</summary>
internal static class SignalModels
{
    /// <summary>The weights of a model under other options.</summary>
    public static ImageClassificationTransformer With(
        this ImageClassificationTransformer model, Func<ImageClassificationOptions, ImageClassificationOptions> change)
    {
        using var seed = TorchSeed.Use(0);
        var copy = new ImageClassificationModel(
            change(model.Model.Options), model.Model.Spec, model.Model.ClassNames, model.Model.Normalization, CPU);
        copy.CopyWeights(model.Model);
        copy.SetMode(training: false);
        return new ImageClassificationTransformer(copy);
    }

    public static ImageClassificationTransformer With(this ImageClassificationTransformer model, params ScoringSignal[] signals) =>
        model.With(options => options with { Signals = signals });

    /// <summary>A batch of random images for the network of a model.</summary>
    public static ScoringBatch Batch(this ImageClassificationModel model, int count)
    {
        using var noGradients = no_grad();
        NetworkSpec spec = model.Spec;
        Tensor images = linspace(-2, 2, count * spec.Channels * spec.Height * spec.Width).sin().reshape(count, spec.Channels, spec.Height, spec.Width);
        return new ScoringBatch(
            model.Network, images, model.Network.call(images), [.. Enumerable.Range(0, count).Select(i => new Microsoft.ML.Data.DataViewRowId((ulong)i, 0))], model.Options.Seed)
        {
            DropoutLayers = model.DropoutLayers,
        };
    }
}
