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

    public static SignalColumn Embedding(string name) => new(
        name,
        SignalKind.Vector,
        "Pass the output of a model that gives the input of its last layer (for example Trainers.ImageClassification), or name a column of features.");
}
