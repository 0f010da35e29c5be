using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows that together stand for the pool, or lie far apart in it, by greedily maximising a set function.</summary>
/// <remarks>
/// Seven functions: facility location, disparity-min, disparity-sum, graph cut, saturated coverage, feature-based and log-determinant; see
/// <see cref="SetFunctionKind"/> for their formulas and costs. The utility is the gain of the choice; a gain of negative infinity is given as the
/// lowest number.
/// </remarks>
public sealed class SubmodularStrategy : SetStrategy
{
    private readonly SubmodularOptions options;
    private readonly SignalColumn embedding;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">The function, its parameters and the optimiser.</param>
    /// <exception cref="ArgumentException">Options out of range, or a lazy optimiser for a function that is not submodular.</exception>
    public SubmodularStrategy(SubmodularOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.FindProblems().Concat(FindProblems(options))];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        embedding = KnownSignals.Embedding(options.EmbeddingColumnName);
    }

    /// <inheritdoc/>
    public override string Name => options.Function switch
    {
        SetFunctionKind.FacilityLocation => "facility-location",
        SetFunctionKind.DisparityMin => "disparity-min",
        SetFunctionKind.DisparitySum => "disparity-sum",
        SetFunctionKind.GraphCut => "graph-cut",
        SetFunctionKind.SaturatedCoverage => "saturated-coverage",
        SetFunctionKind.FeatureBased => "feature-based",
        _ => "log-determinant",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [embedding];

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        if (context.QuerySize <= 0 || pool.RowCount == 0)
        {
            return [];
        }
        SetFunction function = options.Create(pool.GetMatrix(embedding.Name), context.Parallelism);
        var greedy = new GreedyOptions { Optimizer = options.Optimizer, Start = options.Start };
        Pick[] picks = GreedyMaximizer.Maximize(function, context.QuerySize, greedy, new SeededRandom(context.Seed).NextDouble, context.CancellationToken);
        return PickedRows.ToRows(picks);
    }

    private static IEnumerable<string> FindProblems(SubmodularOptions options)
    {
        if (options.Optimizer is { IsLazy: true } lazy && !options.IsSubmodular)
        {
            string what = options.Function is SetFunctionKind.GraphCut or SetFunctionKind.SaturatedCoverage
                ? $"{options.Function} with {nameof(options.Metric)} {options.Metric}, which can be negative (Cosine01 and Euclidean cannot),"
                : options.Function.ToString();
            yield return $"Optimizer is '{lazy}', which needs gains that never grow, but {what} is not submodular. "
                + $"Use {nameof(GreedyOptimizer)}.{(lazy.Epsilon is null ? nameof(GreedyOptimizer.Naive) : nameof(GreedyOptimizer.Stochastic))}, or leave Optimizer out.";
        }
        if (options.Start < 0)
        {
            yield return $"Start is row {options.Start}; give a position in the pool, from 0, or null for the best row.";
        }
    }
}
