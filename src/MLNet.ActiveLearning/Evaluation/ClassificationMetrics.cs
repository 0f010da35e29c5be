namespace MLNet.ActiveLearning.Evaluation;

/// <summary>How well a multiclass model predicts labelled rows.</summary>
public sealed record ClassificationMetrics
{
    /// <summary>Number of rows measured.</summary>
    public required int Count { get; init; }

    /// <summary>Share of rows predicted correctly, in [0, 1]; higher is better.</summary>
    public required double MicroAccuracy { get; init; }

    /// <summary>Mean over the classes that occur of the share of their rows predicted correctly, in [0, 1]; higher is better.</summary>
    public required double MacroAccuracy { get; init; }

    /// <summary>Mean of <c>-ln p(true class)</c> in nats, p at least 1e-15; lower is better.</summary>
    public required double LogLoss { get; init; }

    /// <summary>
    /// Expected calibration error: over 15 equal bins of the largest probability, the mean distance of accuracy and confidence weighted
    /// by the bin's rows, in [0, 1]; lower is better. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
    /// </summary>
    public required double CalibrationError { get; init; }

    /// <summary>For each class, the share of its rows predicted correctly, or NaN if it has none.</summary>
    public required IReadOnlyList<double> PerClassAccuracy { get; init; }

    /// <summary>The class names, in the order of <see cref="PerClassAccuracy"/>.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }
}
