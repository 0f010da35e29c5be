using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Commands;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Strategies;

/// <summary>A strategy as the command line knows it.</summary>
/// <param name="Name">What to type.</param>
/// <param name="Description">One line for the list.</param>
/// <param name="Create">Makes the strategy.</param>
/// <param name="Heads">What the trainer has to train beside the classifier, so that the strategy finds its columns.</param>
internal sealed record StrategyEntry(string Name, string Description, Func<StrategyCatalog, SelectionStrategy> Create, params IReadOnlyList<TrainingHead> Heads)
{
    // The usual probability of MC dropout, and that of distil and TiDAL's code for BALD.
    private const double UsualDropout = 0.5;

    /// <summary>What the trained network has to compute when rows are scored, so that the strategy finds its columns.</summary>
    public IReadOnlyList<ScoringSignal> Signals { get; init; } = [];

    /// <summary>How its models are trained from round to round, where it differs from the run's other strategies; null for the run's <c>--retraining</c>.</summary>
    public RetrainingWord? Retraining { get; init; }

    /// <summary>A user's options with what this strategy needs: its heads, its signals, and dropout if it looks at stochastic passes.</summary>
    public ImageClassificationOptions Complete(ImageClassificationOptions options) => options with
    {
        Architecture = options.Architecture is ScalableArchitecture { Dropout: 0 } network && Signals.OfType<StochasticPasses>().Any()
            ? network with { Dropout = UsualDropout }
            : options.Architecture,
        Heads = Heads,
        Signals = Signals,
    };
}
