using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Where a learning curve is going: the accuracy at more labels, the labels for an accuracy, and whether the next query pays.</summary>
/// <remarks>
/// <para>
/// The error falls as a power of the number of labels n towards a floor: <c>1 - accuracy(n) = a + b n^(-c)</c> with a and b at least 0 and c in
/// [0.05, 3], the curve of least squared error through all points of all runs. Intervals come from a residual bootstrap: residuals of the fit, scaled
/// for its three parameters, are drawn anew onto the fitted curve and fitted again; quantiles over the draws. They are for the mean curve, not for
/// one more measurement. The same curves and options give the same forecast.
/// </para>
/// <para>
/// It extrapolates: the interval knows the noise of the points, not whether the curve keeps its form. A change of network, training or strategy on the
/// way, a first round of a few labels a class, or a pool that runs out of informative rows break it. Forecast to a few times the labels at hand.
/// </para>
/// <para>
/// The form: Hestness et al., "Deep Learning Scaling is Predictable, Empirically", 2017; Figueroa, Zeng-Treitler, Kandula, Ngo, "Predicting sample size
/// required for classification performance", BMC Medical Informatics and Decision Making 12, 2012.
/// </para>
/// </remarks>
public sealed class AccuracyForecast
{
    /// <summary>Label counts that a curve must have at least.</summary>
    public const int LeastPoints = 4;

    private readonly PowerLaw fit;
    private readonly PowerLaw[] draws;
    private readonly ForecastOptions options;
    private readonly int lastCount;

    private AccuracyForecast(PowerLaw fit, PowerLaw[] draws, ForecastOptions options, int lastCount)
    {
        this.fit = fit;
        this.draws = draws;
        this.options = options;
        this.lastCount = lastCount;
    }

    /// <summary>The accuracy that the fitted curve approaches, 1 - a.</summary>
    public double Limit => 1 - fit.Floor;

    /// <summary>Fits curves of one strategy.</summary>
    /// <param name="runs">One curve or several repeats; accuracies as shares in [0, 1]. Label counts may differ from run to run.</param>
    /// <param name="options">Interval and seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are fewer than four label counts, an accuracy is no share, or an option is not allowed.</exception>
    public static AccuracyForecast Fit(IReadOnlyList<LearningCurve> runs, ForecastOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        options ??= new ForecastOptions();
        options.ThrowIfInvalid();
        (double Labels, double Error)[] points = [.. runs.SelectMany(run => run.LabelCounts.Zip(run.Accuracies, (n, a) => ((double)n, 1 - a)))];
        int counts = points.Select(p => p.Labels).Distinct().Count();
        if (counts < LeastPoints)
        {
            throw new ArgumentException($"The curves have {counts} label counts; a forecast needs at least {LeastPoints}. Run more rounds.", nameof(runs));
        }
        if (points.FirstOrDefault(p => p.Error is < 0 or > 1) is { Labels: > 0 } wrong)
        {
            throw new ArgumentException($"The accuracy at {wrong.Labels} labels is {1 - wrong.Error}; give shares in [0, 1], not percent.", nameof(runs));
        }
        var fit = PowerLaw.Fit(points);
        return new AccuracyForecast(fit, Bootstrap(fit, points, options), options, (int)points.Max(p => p.Labels));
    }

    /// <summary>The accuracy with so many labels.</summary>
    /// <param name="labelCount">Labelled rows, at least 1.</param>
    public ForecastPoint Predict(int labelCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 1);
        double[] sorted = [.. draws.Select(d => 1 - d.ErrorAt(labelCount)).Order()];
        double tail = (1 - options.Confidence) / 2;
        return new ForecastPoint(labelCount, 1 - fit.ErrorAt(labelCount), Quantile(sorted, tail), Quantile(sorted, 1 - tail));
    }

    /// <summary>The labels with which the curve reaches an accuracy.</summary>
    /// <param name="accuracy">A share in (0, 1).</param>
    public ForecastLabels LabelsFor(double accuracy)
    {
        if (!(accuracy > 0 && accuracy < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(accuracy), $"The accuracy is {accuracy}; give a share between 0 and 1, for example 0.9.");
        }
        double[] sorted = [.. draws.Select(d => d.LabelsAt(1 - accuracy)).Order()];
        double tail = (1 - options.Confidence) / 2;
        static double? Finite(double labels) => double.IsFinite(labels) ? labels : null;
        return new ForecastLabels(accuracy, Finite(fit.LabelsAt(1 - accuracy)), Finite(sorted[(int)(tail * (sorted.Length - 1))]), Finite(sorted[(int)Math.Ceiling((1 - tail) * (sorted.Length - 1))]));
    }

    /// <summary>Whether the next query is worth its labels.</summary>
    /// <param name="querySize">Labels of the next query, at least 1.</param>
    /// <param name="worthOfPoint">What one percentage point of accuracy is worth, in the currency of the prices; 0 or more.</param>
    /// <param name="hours">Hours of computing that the next round takes; 0 or more.</param>
    /// <param name="prices">The prices; null for the defaults.</param>
    public StopAdvice AdviseNextQuery(int querySize, double worthOfPoint, double hours = 0, LabelingPrices? prices = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(querySize, 1);
        if (!(worthOfPoint >= 0 && double.IsFinite(worthOfPoint)))
        {
            throw new ArgumentOutOfRangeException(nameof(worthOfPoint), $"A point is worth {worthOfPoint}; give a finite number, 0 or more.");
        }
        double points = 100 * (fit.ErrorAt(lastCount) - fit.ErrorAt(lastCount + querySize));
        return new StopAdvice(lastCount, querySize, points, points * worthOfPoint, LabelingCost.GetOverallCost(querySize, hours, prices));
    }

    private static PowerLaw[] Bootstrap(PowerLaw fit, (double Labels, double Error)[] points, ForecastOptions options)
    {
        // Three parameters make the residuals of a fit smaller than the noise.
        double scale = Math.Sqrt(points.Length / Math.Max(1.0, points.Length - 3));
        double[] residuals = [.. points.Select(p => scale * (p.Error - fit.ErrorAt(p.Labels)))];
        double mean = residuals.Average();
        var random = SeededRandom.Derive(options.Seed, "forecast");
        var draws = new PowerLaw[options.Draws];
        for (int i = 0; i < draws.Length; i++)
        {
            draws[i] = PowerLaw.Fit([.. points.Select(p => (p.Labels, fit.ErrorAt(p.Labels) + residuals[random.NextInt32(residuals.Length)] - mean))]);
        }
        return draws;
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>A forecast accuracy.</summary>
/// <param name="LabelCount">Labelled rows.</param>
/// <param name="Accuracy">The accuracy of the fitted curve.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval.</param>
public readonly record struct ForecastPoint(int LabelCount, double Accuracy, double Lower, double Upper);

/// <summary>Forecast labels for an accuracy; null where the curve never reaches it.</summary>
/// <param name="Accuracy">The accuracy.</param>
/// <param name="Labels">Labels of the fitted curve.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval; null if a part of the draws that the interval must hold never reaches the accuracy.</param>
public readonly record struct ForecastLabels(double Accuracy, double? Labels, double? Lower, double? Upper);

/// <summary>What the next query is expected to bring and to cost.</summary>
/// <param name="LabelCount">Labels so far.</param>
/// <param name="QuerySize">Labels of the next query.</param>
/// <param name="ExpectedPoints">Percentage points of accuracy that it is expected to add.</param>
/// <param name="Worth">What they are worth.</param>
/// <param name="Cost">What labels and computing cost.</param>
public readonly record struct StopAdvice(int LabelCount, int QuerySize, double ExpectedPoints, double Worth, double Cost)
{
    /// <summary>Whether the query costs more than it is expected to bring.</summary>
    public bool ShouldStop => Worth < Cost;
}
