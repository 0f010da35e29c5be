using Microsoft.ML;
using MLNet.ActiveLearning.Evaluation;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>One turn of a loop: a model trained on the labels so far, its metrics, and the query it led to.</summary>
public sealed record Round
{
    /// <summary>The round's number, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Labelled rows that the model was trained on.</summary>
    public required int LabeledCount { get; init; }

    /// <summary>The model's metrics on the test set, or null without one.</summary>
    public ClassificationMetrics? Metrics { get; init; }

    /// <summary>The rows asked for after training, most wanted first; empty in the last round.</summary>
    public required IReadOnlyList<QueriedRow> Query { get; init; }

    /// <summary>How long each step took.</summary>
    public required RoundDurations Durations { get; init; }

    /// <summary>What the retraining mode decided; null if there was nothing to decide.</summary>
    public RetrainingReport? Retraining { get; init; }

    /// <summary>
    /// The round's model. Null if the round was restored from the checkpoint folder, except for the last restored round whose model was
    /// kept; load others with <see cref="ActiveLearningCatalog.Load(string)"/>.
    /// </summary>
    public ITransformer? Model { get; init; }

    /// <summary>Whether the round was finished by an earlier run and only read from the checkpoint folder.</summary>
    public bool Restored { get; init; }
}

/// <summary>Wall-clock durations of a round's steps; they are no part of a run's results.</summary>
/// <param name="Training">Training the round's model; fine-tuning it, where a proxy chooses.</param>
/// <param name="Evaluating">Measuring it on the test set.</param>
/// <param name="Selecting">Scoring the candidates and choosing.</param>
/// <param name="Labeling">Waiting for the oracle.</param>
public sealed record RoundDurations(TimeSpan Training, TimeSpan Evaluating, TimeSpan Selecting, TimeSpan Labeling)
{
    /// <summary>Computing and storing features, where a proxy chooses.</summary>
    public TimeSpan Features { get; init; }

    /// <summary>Training the proxy and judging its features, where one chooses.</summary>
    public TimeSpan ProxyTraining { get; init; }
}
