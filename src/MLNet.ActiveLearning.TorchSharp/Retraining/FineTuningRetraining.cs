using Microsoft.ML;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>Each round fine-tunes the same pre-trained network; the model is measured and chooses (FT, LP-FT).</summary>
internal sealed record FineTuningRetraining(ImageClassificationTransformer Pretrained, FineTuningRecipe Recipe, string Origin) : RetrainingMode
{
    public override string Name => Recipe.Name;

    public override string Description => $"{Name} of {Origin}: {FineTuningText.Describe(Recipe)}";

    public override IReadOnlyList<string> FindProblems(IEstimator<ITransformer> trainer) => [.. FineTuner.FindProblems(Name, trainer, Pretrained)];

    public override RetrainingRun Start(RetrainingSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new Run(this, setup);
    }

    private sealed class Run(FineTuningRetraining mode, RetrainingSetup setup) : RetrainingRun
    {
        private readonly FineTuner tuner = new(setup.Context, setup.Trainer, mode.Pretrained);

        public override RoundModels Train(RoundRequest request) => new(tuner.Train(mode.Recipe, setup.Labeled, request.Training))
        {
            Report = new RetrainingReport { Training = mode.Name },
        };
    }
}
