using Microsoft.ML;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Samples;

/// <summary>A small active-learning run whose parts a test replaces as it needs.</summary>
internal sealed record Scenario
{
    public MLContext Context { get; init; } = new(seed: 1);

    public Flower[] Rows { get; init; } = Flower.Draw(120, seed: 1);

    public IReadOnlyList<string>? ClassNames { get; init; } = Flower.ClassNames;

    public IEstimator<ITransformer>? Trainer { get; init; }

    public IOracle? Oracle { get; init; }

    public LoopOptions Options { get; init; } = new()
    {
        Strategy = new MarginStrategy(),
        InitialSize = 10,
        QuerySize = 8,
        Budget = 30,
        Seed = 5,
    };

    public IDataView Data => Context.Data.LoadFromEnumerable(Rows);

    public IDataView TestSet => Context.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));

    public ActiveLearningPool CreatePool() =>
        Context.ActiveLearning().CreatePool(Data, new PoolOptions { ClassNames = ClassNames, LabelColumnName = "Truth" });

    public ActiveLearningLoop CreateLoop(ActiveLearningPool pool) => Context.ActiveLearning().CreateLoop(
        pool,
        Trainer ?? new CentroidTrainer(Flower.ClassNames, "Truth"),
        Oracle ?? new SimulatedOracle(Data, "Truth"),
        Options);

    /// <summary>Runs a loop to its end with a pool of its own.</summary>
    public async Task<IReadOnlyList<Round>> RunAsync(CancellationToken cancellationToken = default)
    {
        using ActiveLearningPool pool = CreatePool();
        return await RunAsync(pool, cancellationToken);
    }

    /// <summary>Runs a loop to its end.</summary>
    public async Task<IReadOnlyList<Round>> RunAsync(ActiveLearningPool pool, CancellationToken cancellationToken = default)
    {
        var rounds = new List<Round>();
        await foreach (Round round in CreateLoop(pool).RunAsync(cancellationToken))
        {
            rounds.Add(round);
        }
        return rounds;
    }

    /// <summary>What a run's results are, without durations and models: equal texts, equal results.</summary>
    public static string[] Results(IEnumerable<Round> rounds) => [.. rounds.Select(r => FormattableString.Invariant(
        $"{r.Number} {r.LabeledCount} {r.Metrics?.MicroAccuracy:R} {r.Metrics?.MacroAccuracy:R} {r.Metrics?.LogLoss:R} {r.Metrics?.CalibrationError:R} {string.Join(' ', r.Query.Select(q => FormattableString.Invariant($"{q.Id}:{q.Position}:{q.Utility:R}")))}"))];
}
