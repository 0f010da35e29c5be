using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>The signals of the library's own strategies, each with the advice for when it is missing.</summary>
internal static class KnownSignals
{
    public static SignalColumn Score(string name) => new(
        name,
        SignalKind.Probabilities,
        "Pass the output of a multiclass model that gives probabilities (for example SdcaMaximumEntropy or Trainers.ImageClassification), or name the column that holds them.");

    public static SignalColumn DynamicScore(string name) => new(
        name,
        SignalKind.Probabilities,
        "Train with Trainers.ImageClassification and add a TrainingDynamicsHead to its Heads.");

    public static SignalColumn ProjectedGradient(string name) => new(
        name,
        SignalKind.Number,
        "Train with Trainers.ImageClassification and add a DynamicInfluenceHead to its Heads.");

    public static SignalColumn PredictedLoss(string name) => new(
        name,
        SignalKind.Number,
        "Train with Trainers.ImageClassification and add a LossPredictionHead to its Heads.");

    public static SignalColumn PreviousScore(string name) => new(
        name,
        SignalKind.Probabilities,
        "A loop adds the previous round's scores by itself; elsewhere score the rows with the earlier model and copy its column Score to this name.");

    public static SignalColumn LearnedProbability(string name) => new(
        name,
        SignalKind.Number,
        "Train with Trainers.ImageClassification and add a CartographyHead to its Heads.");

    public static SignalColumn Embedding(string name) => new(
        name,
        SignalKind.Vector,
        "Score with a model that writes embeddings (for example Trainers.ImageClassification), or name a column of known-size vectors of Single.");

    public static SignalColumn ConsistentStochasticScore(string name) => StochasticScore(name) with
    {
        Remedy = "Train a network that has dropout with Trainers.ImageClassification and add StochasticPasses with Consistent = true to its Signals: "
            + "all rows of a pass must see the same network.",
    };

    public static SignalColumn StochasticScore(string name) => new(
        name,
        SignalKind.PassProbabilities,
        "Train a network that has dropout with Trainers.ImageClassification and add StochasticPasses to its Signals.");
}
