using Microsoft.ML;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>Fine-tunes one pre-trained network, again and again, on whatever rows it is given.</summary>
internal sealed class FineTuner(MLContext context, IEstimator<ITransformer> trainer, ImageClassificationTransformer pretrained)
{
    private readonly ImageClassificationOptions options = ((ImageClassificationTrainer)trainer).Options with { Normalization = pretrained.Model.Normalization };

    /// <summary>The reasons why a trainer cannot fine-tune a network.</summary>
    public static IEnumerable<string> FindProblems(string mode, IEstimator<ITransformer> trainer, ImageClassificationTransformer pretrained)
    {
        if (trainer is not ImageClassificationTrainer images)
        {
            return [$"Retraining is {mode}, which fine-tunes an image classifier, but the trainer is {trainer.GetType().Name}. Pass Trainers.ImageClassification itself and not a chain."];
        }
        return images.Options.Architecture == pretrained.Model.Options.Architecture ? [] :
            [$"Retraining is {mode} with a pre-trained {pretrained.Model.Options.Architecture.Name}, but the trainer's network is {images.Options.Architecture.Name}. Give the trainer the same Architecture."];
    }

    public ImageClassificationTransformer Train(FineTuningRecipe recipe, IDataView rows, TrainingContext training)
    {
        if (recipe.ApplyProbe(options) is not { } probing)
        {
            return new ImageClassificationTrainer(context, recipe.Apply(options)).Fit(rows, training, pretrained.Model);
        }
        using ImageClassificationTransformer probe = new ImageClassificationTrainer(context, probing).Fit(rows, training, pretrained.Model);
        return new ImageClassificationTrainer(context, recipe.Apply(options)).Fit(rows, training with { Previous = probe });
    }
}
