using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Variation ratio: chooses the rows on whose class the stochastic passes agree least.</summary>
/// <remarks>Needs class probabilities of several passes; row-wise, no chance. See <see cref="VariationRatio"/> for formulas, ranges and sources.</remarks>
public sealed class VariationRatioStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;
    private readonly VariationRatioForm form;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Votes or average probabilities, and the column.</param>
    /// <exception cref="ArgumentException">The form is none of those named.</exception>
    public VariationRatioStrategy(VariationRatioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        form = Enum.IsDefined(options.Form)
            ? options.Form
            : throw new ArgumentException($"Form is {options.Form}; use {string.Join(" or ", Enum.GetNames<VariationRatioForm>())}.", nameof(options));
        score = KnownSignals.StochasticScore(options.StochasticScoreColumnName);
    }

    /// <inheritdoc/>
    public override string Name => form == VariationRatioForm.Votes ? "variation-ratio" : "soft-variation-ratio";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ReadOnlySpan<float> passes = rows.GetValues(score.Name);
        int passCount = rows.GetPassCount(score.Name);
        int classCount = rows.GetWidth(score.Name) / passCount;
        if (form == VariationRatioForm.Votes)
        {
            VariationRatio.Compute(passes, passCount, classCount, utilities);
        }
        else
        {
            VariationRatio.ComputeSoft(passes, passCount, classCount, utilities);
        }
    }
}
