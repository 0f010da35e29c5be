using Microsoft.ML;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Makes the retraining mode that <c>run</c> was asked for, loading the pre-trained network where one is needed.</summary>
/// <remarks>The recipes are those for CIFAR-10, laid out over <c>--epochs</c>, as is how often subset training chooses anew.</remarks>
internal static class RetrainingFactory
{
    /// <exception cref="BadArgumentsException">The file cannot be used.</exception>
    public static RetrainingMode Create(MLContext ml, RunSettings settings)
    {
        RetrainingCatalog catalog = ml.ActiveLearning().Retraining;
        if (settings.Retraining is RetrainingWord.FromScratch or RetrainingWord.Update)
        {
            return settings.Retraining == RetrainingWord.FromScratch ? catalog.FromScratch() : catalog.Update();
        }
        if (settings.Retraining == RetrainingWord.SubsetTraining)
        {
            return catalog.SubsetTraining(CreateSubsetOptions(settings.Training.Epochs));
        }
        ImageClassificationTransformer pretrained = Load(ml, settings.Pretrained!);
        FineTuningRecipe recipe = (settings.Retraining == RetrainingWord.ProbeThenFineTune ? FineTuning.Cifar10Probed : FineTuning.Cifar10) with
        {
            BatchSize = settings.Training.BatchSize,
        };
        recipe = recipe.WithEpochs(settings.Training.Epochs);
        return settings.Retraining == RetrainingWord.SelectionViaProxy
            ? catalog.SelectionViaProxy(pretrained, new ProxyRetrainingOptions { Recipe = recipe })
            : catalog.FineTune(pretrained, recipe);
    }

    /// <summary>The settings of DISTIL: a new choice each 35 of 300 epochs.</summary>
    internal static SubsetTrainingOptions CreateSubsetOptions(int epochs) => new() { ReselectEvery = Math.Max(1, (int)Math.Round(35.0 * epochs / 300)) };

    private static ImageClassificationTransformer Load(MLContext ml, string path)
    {
        ITransformer model;
        try
        {
            model = ml.ActiveLearning().Load(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--pretrained: {FailureText.OneLine(e.Message)}");
        }
        return model as ImageClassificationTransformer
            ?? throw new BadArgumentsException($"--pretrained: '{path}' holds a {model.GetType().Name}; an image classifier is needed.");
    }
}
