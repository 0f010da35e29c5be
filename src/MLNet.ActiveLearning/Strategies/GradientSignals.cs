using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>The signals that gradients of the last layer are made of: probabilities, then embeddings unless only biases count.</summary>
internal static class GradientSignals
{
    public static IReadOnlyList<SignalColumn> Declare(string scoreColumnName, string embeddingColumnName, GradientKind kind) => kind switch
    {
        GradientKind.Bias => [KnownSignals.Score(scoreColumnName)],
        GradientKind.Linear or GradientKind.BiasLinear => [KnownSignals.Score(scoreColumnName), KnownSignals.Embedding(embeddingColumnName)],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"The kind of gradient is one of {string.Join(", ", Enum.GetNames<GradientKind>())}."),
    };

    public static GradientEmbeddings AtPredictedClasses(SignalTable rows, IReadOnlyList<SignalColumn> signals, GradientKind kind, Parallelism parallelism) =>
        GradientEmbeddings.AtPredictedClasses(rows.GetMatrix(signals[0].Name), Embeddings(rows, signals), kind, parallelism);

    /// <summary>Null if there are no such rows.</summary>
    public static GradientEmbeddings? AtTrueClassesOrNull(SignalTable? rows, IReadOnlyList<SignalColumn> signals, GradientKind kind, Parallelism parallelism) =>
        rows is not { RowCount: > 0 }
            ? null
            : GradientEmbeddings.AtClasses(rows.GetMatrix(signals[0].Name), Embeddings(rows, signals), rows.Classes, kind, parallelism);

    private static FloatMatrix Embeddings(SignalTable rows, IReadOnlyList<SignalColumn> signals) => signals.Count > 1 ? rows.GetMatrix(signals[1].Name) : default;
}
