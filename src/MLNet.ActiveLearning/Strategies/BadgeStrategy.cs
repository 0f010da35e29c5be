using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>BADGE: chooses rows whose loss gradients are large and far from one another.</summary>
/// <remarks>Needs class probabilities and the input of the last layer; seeded. See <see cref="Badge"/> for formula, cost and source.</remarks>
public sealed class BadgeStrategy : SetStrategy
{
    private readonly BadgeOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Which gradients, and the columns.</param>
    /// <exception cref="ArgumentException">The kind is none of the named ones.</exception>
    public BadgeStrategy(BadgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Enum.IsDefined(options.Kind))
        {
            throw new ArgumentException($"BadgeOptions cannot be used: Kind is {options.Kind}; give {string.Join(", ", Enum.GetNames<GradientKind>())}.", nameof(options));
        }
        this.options = options;
        Signals = GradientSignals.Declare(options.ScoreColumnName, options.EmbeddingColumnName, options.Kind);
    }

    /// <inheritdoc/>
    public override string Name => "badge";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        GradientEmbeddings gradients = GradientSignals.AtPredictedClasses(pool, Signals, options.Kind, context.Parallelism);
        Pick[] picks = Badge.Select(gradients, context.QuerySize, new Numerics.SeededRandom(context.Seed).NextDouble, context.Parallelism);
        return PickedRows.ToRows(picks);
    }
}
