using Microsoft.ML;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>Most rounds are trained from scratch on a weighted part of the labelled rows, chosen anew every few epochs (GRAD-MATCH).</summary>
/// <remarks>Which rounds, follows from their number; which rows, from the round's labelled rows and the trainer's seed: nothing is carried from round to round.</remarks>
internal sealed record SubsetRetraining(SubsetTrainingOptions Options) : RetrainingMode
{
    public override string Name => "GRAD-MATCH";

    public override string Description => $"{Name}: {Options.Describe()}";

    public override IReadOnlyList<string> FindProblems(IEstimator<ITransformer> trainer) => trainer is ImageClassificationTrainer
        ? []
        : [$"Retraining is {Name}, which chooses rows by the gradients of an image classifier, but the trainer is {trainer.GetType().Name}. Pass Trainers.ImageClassification itself and not a chain."];

    public override RetrainingRun Start(RetrainingSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new Run(Options, setup);
    }

    private sealed class Run(SubsetTrainingOptions options, RetrainingSetup setup) : RetrainingRun
    {
        private readonly ImageClassificationTrainer trainer = (ImageClassificationTrainer)setup.Trainer;

        public override RoundModels Train(RoundRequest request)
        {
            bool isFull = request.Number % options.FullRoundEvery == 0 || !request.Selects;
            TrainingContext training = request.Training with { Previous = null };
            return new RoundModels(isFull ? trainer.Fit(setup.Labeled, training) : trainer.Fit(setup.Labeled, training, options))
            {
                Report = new RetrainingReport { Training = isFull ? "full" : "GRAD-MATCH" },
            };
        }
    }
}
