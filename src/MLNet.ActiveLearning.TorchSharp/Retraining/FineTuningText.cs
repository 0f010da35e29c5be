namespace MLNet.ActiveLearning.Retraining;

/// <summary>Recipes on one line.</summary>
internal static class FineTuningText
{
    public static string Describe(FineTuningRecipe recipe) => FormattableString.Invariant(
        $"{recipe.ProbeEpochs} + {recipe.Epochs} epochs, rates {recipe.ProbeLearningRate} / {recipe.ClassifierLearningRate} / {recipe.BackboneLearningRate}, decay {recipe.WeightDecay}, batch {recipe.BatchSize}, milestones {string.Join(' ', recipe.MilestoneFractions)}");
}
