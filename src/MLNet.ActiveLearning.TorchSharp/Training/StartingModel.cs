using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using TorchSharp;

namespace MLNet.ActiveLearning.Training;

/// <summary>The model that a training starts from: new weights, or those of a model before, of another network below the classifier, or of a file.</summary>
/// <param name="options">Architecture, heads, initial weights, and whether the network below the classifier is frozen.</param>
/// <param name="data">The training images and their classes.</param>
/// <param name="normalization">What the images are normalised by.</param>
/// <param name="device">Where to train.</param>
internal sealed class StartingModel(ImageClassificationOptions options, TrainingSet data, Normalization normalization, torch.Device device)
{
    /// <summary>A network whose weights below the classifier are taken over where training does not continue a model; null for new ones.</summary>
    public ImageClassificationModel? Backbone { get; init; }

    /// <summary>Creates the model; random weights come from the tensor library's generator.</summary>
    /// <param name="previous">The model whose weights to continue from, or null.</param>
    /// <param name="log">Takes a line on weights from a file.</param>
    public ImageClassificationModel Create(ImageClassificationModel? previous, Action<string> log)
    {
        ImageShape shape = data.Images.Shape;
        var spec = new NetworkSpec(shape.Channels, shape.Height, shape.Width, data.ClassNames.Length);
        var model = new ImageClassificationModel(options, spec, data.ClassNames, normalization, device);
        try
        {
            if (previous is not null)
            {
                model.CopyWeights(previous);
            }
            else if (Backbone is not null)
            {
                model.CopyBackbone(Backbone);
            }
            else if (options.InitialWeights is { Weights: { } weights } initial)
            {
                log($"Initial weights {initial.Path ?? weights.Hash}: {weights.LoadInto(model.Network, initial.Matching)}.");
            }

            if (options.FreezeBackbone)
            {
                model.SetBackboneTrainable(false);
            }

            foreach (HeadModule head in model.Heads)
            {
                head.OnTrainingStarted(model.Network, data.Labels.Length);
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
