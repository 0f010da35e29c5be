using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows whose loss gradient in the last layer is largest.</summary>
/// <remarks>Needs class probabilities and the input of the last layer; row-wise, no chance. See <see cref="GradientNorm"/> for formula, range and source.</remarks>
public sealed class GradientNormStrategy : RowwiseStrategy
{
    private readonly GradientNormOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Surrogate loss, norm, and the columns.</param>
    /// <exception cref="ArgumentException">Surrogate or norm is none of the named ones.</exception>
    public GradientNormStrategy(GradientNormOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. Enum.IsDefined(options.Surrogate) ? Array.Empty<string>() : [$"Surrogate is {options.Surrogate}; it must be one of {string.Join(", ", Enum.GetNames<GradientNormSurrogate>())}."],
            .. Enum.IsDefined(options.Norm) ? Array.Empty<string>() : [$"Norm is {options.Norm}; it must be one of {string.Join(", ", Enum.GetNames<ParameterNorm>())}."],
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals = [KnownSignals.Score(options.ScoreColumnName), KnownSignals.Embedding(options.EmbeddingColumnName)];
    }

    /// <inheritdoc/>
    public override string Name => "gradnorm";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        GradientNorm.Compute(
            rows.GetMatrix(options.ScoreColumnName), rows.GetMatrix(options.EmbeddingColumnName), utilities, options.Surrogate, options.Norm);
    }
}
