using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Makes the retraining mode that <c>run</c> was asked for, loading the pre-trained network where one is needed.</summary>
/// <remarks>The recipes are those for CIFAR-10, laid out over <c>--epochs</c>.</remarks>
internal static class RetrainingFactory
{
    /// <exception cref="BadArgumentsException">The file cannot be used.</exception>
    public static RetrainingMode Create(MLContext ml, RunSettings settings, ImageDataset images)
    {
        RetrainingCatalog catalog = ml.ActiveLearning().Retraining;
        if (settings.Retraining is RetrainingWord.FromScratch or RetrainingWord.Update)
        {
            return settings.Retraining == RetrainingWord.FromScratch ? catalog.FromScratch() : catalog.Update();
        }
        ImageClassificationTransformer pretrained = Load(ml, settings, images);
        FineTuningRecipe tuning = LayOut(FineTuning.Cifar10, settings);
        return settings.Retraining switch
        {
            RetrainingWord.SelectionViaProxy => catalog.SelectionViaProxy(pretrained, new ProxyRetrainingOptions { Recipe = tuning }),
            RetrainingWord.AlignedSelectionViaProxy => catalog.AlignedSelectionViaProxy(pretrained, new AlignedProxyOptions
            {
                Selection = new ProxyRetrainingOptions { Recipe = tuning },
                EarlyRecipe = LayOut(FineTuning.Cifar10Probed, settings),
            }),
            RetrainingWord.ProbeThenFineTune => catalog.FineTune(pretrained, LayOut(FineTuning.Cifar10Probed, settings)),
            _ => catalog.FineTune(pretrained, tuning),
        };
    }

    private static FineTuningRecipe LayOut(FineTuningRecipe recipe, RunSettings settings) =>
        (recipe with { BatchSize = settings.Training.BatchSize }).WithEpochs(settings.Training.Epochs);

    private static ImageClassificationTransformer Load(MLContext ml, RunSettings settings, ImageDataset images)
    {
        string path = settings.Pretrained!;
        try
        {
            return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? LoadModel(ml, path) : LoadWeights(ml, settings, images);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--pretrained: {FailureText.OneLine(e.Message)}");
        }
    }

    private static ImageClassificationTransformer LoadModel(MLContext ml, string path)
    {
        ITransformer model = ml.ActiveLearning().Load(path);
        return model as ImageClassificationTransformer
            ?? throw new BadArgumentsException($"--pretrained: '{path}' holds a {model.GetType().Name}; an image classifier is needed.");
    }

    private static ImageClassificationTransformer LoadWeights(MLContext ml, RunSettings settings, ImageDataset images)
    {
        ImageClassificationTrainer trainer = ml.ActiveLearning().Trainers.ImageClassification(settings.Training with
        {
            ClassNames = images.ClassNames,
            InitialWeights = InitialWeights.FromFile(settings.Pretrained!),
        });
        return trainer.CreateInitial(ml.Data.TakeRows(images.Train, 2));
    }
}
