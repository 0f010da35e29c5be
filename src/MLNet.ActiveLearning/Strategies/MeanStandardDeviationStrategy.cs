using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Mean standard deviation: chooses the rows whose class probabilities scatter most over stochastic passes.</summary>
/// <remarks>Needs class probabilities of several passes; row-wise, no chance. See <see cref="MeanStandardDeviation"/> for formulas, ranges and sources.</remarks>
public sealed class MeanStandardDeviationStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;
    private readonly PassScatter scatter;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Standard deviation or variance, and the column.</param>
    /// <exception cref="ArgumentException">The scatter is none of those named.</exception>
    public MeanStandardDeviationStrategy(MeanStandardDeviationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        scatter = Enum.IsDefined(options.Scatter)
            ? options.Scatter
            : throw new ArgumentException($"Scatter is {options.Scatter}; use {string.Join(" or ", Enum.GetNames<PassScatter>())}.", nameof(options));
        score = KnownSignals.StochasticScore(options.StochasticScoreColumnName);
    }

    /// <inheritdoc/>
    public override string Name => scatter == PassScatter.StandardDeviation ? "mean-std" : "mean-variance";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ReadOnlySpan<float> passes = rows.GetValues(score.Name);
        int passCount = rows.GetPassCount(score.Name);
        int classCount = rows.GetWidth(score.Name) / passCount;
        if (scatter == PassScatter.StandardDeviation)
        {
            MeanStandardDeviation.Compute(passes, passCount, classCount, utilities);
        }
        else
        {
            MeanStandardDeviation.ComputeVariance(passes, passCount, classCount, utilities);
        }
    }
}
