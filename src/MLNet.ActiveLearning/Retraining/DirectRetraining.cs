using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>One model a round, which is measured and chooses: trained anew, or continued from the round before.</summary>
internal sealed record DirectRetraining : RetrainingMode
{
    private readonly string name;

    public DirectRetraining(string name, bool continues)
    {
        this.name = name;
        NeedsPreviousModel = continues;
    }

    public override string Name => name;

    public override bool NeedsPreviousModel { get; }

    public override IReadOnlyList<string> FindProblems(IEstimator<ITransformer> trainer) => NeedsPreviousModel && trainer is not IActiveLearningTrainer
        ? [$"Retraining is {Name}, but {trainer.GetType().Name} cannot continue from a model: it does not implement IActiveLearningTrainer. Use FromScratch, or pass such a trainer itself and not a chain."]
        : [];

    public override RetrainingRun Start(RetrainingSetup setup) => new Run(this, setup);

    private sealed class Run(DirectRetraining mode, RetrainingSetup setup) : RetrainingRun
    {
        public override RoundModels Train(RoundRequest request)
        {
            ITransformer model = setup.Trainer is IActiveLearningTrainer trainer
                ? trainer.Fit(setup.Labeled, request.Training with { Previous = mode.NeedsPreviousModel ? request.Previous : null })
                : setup.Trainer.Fit(setup.Labeled);
            return new RoundModels(model);
        }
    }
}
