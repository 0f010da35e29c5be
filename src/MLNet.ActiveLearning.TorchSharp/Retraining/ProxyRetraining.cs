using Microsoft.ML;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>A proxy on stored features chooses, and the network is fine-tuned for each round's measurement (SVPp).</summary>
internal sealed record ProxyRetraining(ImageClassificationTransformer Pretrained, ProxyRetrainingOptions Options, string Origin) : RetrainingMode
{
    public override string Name => "SVPp";

    public override bool ChoosesByProxy => true;

    public override string Description => $"{Name}: {Options.Describe(Origin)}";

    public override IReadOnlyList<string> FindProblems(IEstimator<ITransformer> trainer) => [.. FineTuner.FindProblems(Name, trainer, Pretrained)];

    public override RetrainingRun Start(RetrainingSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new Run(this, setup);
    }

    private sealed class Run(ProxyRetraining mode, RetrainingSetup setup) : RetrainingRun
    {
        private readonly FineTuner tuner = new(setup.Context, setup.Trainer, mode.Pretrained);
        private readonly ProxySelection selection = new(setup, mode.Options);

        public override RoundModels Train(RoundRequest request)
        {
            selection.Restart();
            if (request.Selects)
            {
                selection.UseFeatures(version: 0, mode.Pretrained, request.Training.CancellationToken);
                selection.TrainProxy(request.Training.CancellationToken);
            }
            return new RoundModels(tuner.Train(mode.Options.Recipe, setup.Labeled, request.Training))
            {
                Score = request.Selects ? selection.Score : null,
                FeatureTime = selection.FeatureTime,
                ProxyTime = selection.ProxyTime,
                Report = new RetrainingReport { Training = mode.Options.Recipe.Name },
            };
        }

        protected override void Dispose(bool disposing)
        {
            selection.Dispose();
            base.Dispose(disposing);
        }
    }
}
