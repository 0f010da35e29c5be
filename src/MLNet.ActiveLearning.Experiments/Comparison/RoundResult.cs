using System.Text.Json.Serialization;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>One row of a comparison's results: a model of one strategy, seed and round, measured on the test rows.</summary>
public sealed record RoundResult
{
    /// <summary>The contestant's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The round, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>Labelled rows that the model was trained on.</summary>
    public required int LabeledCount { get; init; }

    /// <summary>Share of test rows predicted correctly, in [0, 1]; higher is better.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean over the classes of the share of their rows predicted correctly, in [0, 1]; higher is better.</summary>
    public required double MacroAccuracy { get; init; }

    /// <summary>Mean of <c>-ln p(true class)</c> in nats; lower is better.</summary>
    public required double LogLoss { get; init; }

    /// <summary>Expected calibration error over 15 bins, in [0, 1]; lower is better.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>Wall-clock seconds of each step; no part of the results, they differ from run to run.</summary>
    public required PhaseSeconds Seconds { get; init; }

    /// <summary>What the retraining mode decided; null if there was nothing to decide.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RetrainingReport? Retraining { get; init; }

    /// <summary>Whether the round was finished by an earlier run and only read from its folder.</summary>
    [JsonIgnore]
    public bool Restored { get; init; }

    internal static RoundResult From(Round round, ComparisonCell cell)
    {
        var metrics = round.Metrics ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: a round with a test set has no metrics.");
        return new RoundResult
        {
            Strategy = cell.Strategy,
            Seed = cell.Seed,
            Round = round.Number,
            LabeledCount = round.LabeledCount,
            Accuracy = metrics.MicroAccuracy,
            MacroAccuracy = metrics.MacroAccuracy,
            LogLoss = metrics.LogLoss,
            CalibrationError = metrics.CalibrationError,
            Seconds = new PhaseSeconds(
                round.Durations.Training.TotalSeconds,
                round.Durations.Evaluating.TotalSeconds,
                round.Durations.Selecting.TotalSeconds,
                round.Durations.Labeling.TotalSeconds)
            {
                Features = round.Durations.Features.TotalSeconds,
                Proxy = round.Durations.ProxyTraining.TotalSeconds,
            },
            Retraining = round.Retraining,
            Restored = round.Restored,
        };
    }
}
