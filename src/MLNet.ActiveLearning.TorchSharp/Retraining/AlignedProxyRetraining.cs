using Microsoft.ML;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Transferability;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>A proxy on stored features chooses, and the features are renewed by fine-tuning once the labels say that it pays (ASVP).</summary>
/// <remarks>
/// A round that renews still chooses with the old features; its model is fine-tuned already, and computes the new ones for the rounds after it. That model is measured as
/// the round's [our reading: the paper evaluates LP-FT up to this round], so that no round trains twice.
/// </remarks>
internal sealed record AlignedProxyRetraining(ImageClassificationTransformer Pretrained, AlignedProxyOptions Options, string Origin) : RetrainingMode
{
    public override string Name => "ASVP";

    public override bool ChoosesByProxy => true;

    public override string Description => $"{Name}: {Options.Describe(Origin)}";

    public override IReadOnlyList<string> FindProblems(IEstimator<ITransformer> trainer) => [.. FineTuner.FindProblems(Name, trainer, Pretrained)];

    public override RetrainingRun Start(RetrainingSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new Run(this, setup);
    }

    private sealed class Run(AlignedProxyRetraining mode, RetrainingSetup setup) : RetrainingRun
    {
        private readonly AlignedProxyOptions options = mode.Options;
        private readonly FineTuner tuner = new(setup.Context, setup.Trainer, mode.Pretrained);
        private readonly ProxySelection selection = new(setup, mode.Options.Selection);

        public override RoundModels Train(RoundRequest request)
        {
            CancellationToken cancellation = request.Training.CancellationToken;
            AlignmentState state = request.PreviousReport is { } report ? new AlignmentState(report.RememberedScore, report.UpdateCount) : AlignmentState.Initial;
            int version = options.RenewsFeatures ? state.UpdateCount : 0;
            selection.Restart();
            AlignmentDecision? decision = null;
            if (request.Selects)
            {
                // Renewed features were all computed in the round that renewed them.
                selection.UseFeatures(version, version == 0 ? mode.Pretrained : null, cancellation);
                selection.TrainProxy(cancellation);
                decision = selection.Judge(state, options.Trigger, cancellation);
            }

            AlignmentState next = decision?.Next ?? state;
            FineTuningRecipe recipe = next.IsAligned ? options.Selection.Recipe : options.EarlyRecipe;
            ImageClassificationTransformer model = tuner.Train(recipe, setup.Labeled, request.Training);
            if (decision is { ShouldUpdate: true } && options.RenewsFeatures)
            {
                selection.Compute(next.UpdateCount, model, cancellation);
            }

            return new RoundModels(model)
            {
                Score = request.Selects ? selection.Score : null,
                FeatureTime = selection.FeatureTime,
                ProxyTime = selection.ProxyTime,
                Report = new RetrainingReport
                {
                    Training = recipe.Name,
                    FeatureVersion = version,
                    PedIterations = decision?.Iterations,
                    LogMe = decision?.Score,
                    Difference = decision?.Difference,
                    Decision = decision?.Reason.ToString(),
                    RememberedScore = next.PreviousScore,
                    UpdateCount = next.UpdateCount,
                },
            };
        }

        protected override void Dispose(bool disposing)
        {
            selection.Dispose();
            base.Dispose(disposing);
        }
    }
}
