using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Report;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Runs strategies on the same data, each with the same seeds, one after the other, and measures their learning curves.</summary>
/// <remarks>
/// <para>
/// A cell is one strategy with one seed: an <see cref="ActiveLearningLoop"/> with a simulated oracle and a checkpoint folder of its own.
/// All cells of a seed start from the same labelled rows, those of all seeds if the data prescribe them. Cells run in the order of the seeds, and for each seed in the order of the
/// strategies, so that every finished seed is a whole comparison.
/// </para>
/// <para>
/// With an output folder a comparison may be killed at any instant: running it again with the same settings reads what is finished,
/// goes on with the rest and ends with the same results. Strategies and seeds may be added in the same folder; results are written for those
/// asked for. Several processes, also on several machines that share the folder, may run the same comparison at once: each cell is worked on by one of them. <c>results.csv</c>, <c>results.json</c>, <c>curves.svg</c> and <c>report.html</c> are replaced after each cell.
/// </para>
/// </remarks>
public sealed class StrategyComparison
{
    private readonly MLContext context;
    private readonly ComparisonData data;
    private readonly ComparisonOptions options;

    /// <summary>Prepares a comparison.</summary>
    /// <param name="context">The environment.</param>
    /// <param name="data">The rows to choose from and to measure on.</param>
    /// <param name="options">Strategies, seeds, sizes.</param>
    /// <exception cref="ArgumentException">Options are invalid; the message lists all problems.</exception>
    public StrategyComparison(MLContext context, ComparisonData data, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. options.FindProblems(data.PoolCount)];
        if (data.InitialIds is { } ids && ids.Count != options.InitialSize)
        {
            problems.Add($"InitialSize is {options.InitialSize}, and the data prescribe {ids.Count} initial rows; give that number.");
        }
        if (data.InitialIds is not null && options.InitialStrategy is not null)
        {
            problems.Add("InitialStrategy is given, and the data prescribe the initial rows; leave it out for these data.");
        }
        if (problems.Count > 0)
        {
            throw new ArgumentException($"ComparisonOptions cannot be used: {string.Join(' ', problems)}", nameof(options));
        }
        this.context = context;
        this.data = data;
        this.options = options;
    }

    /// <summary>How fast claims beat and expire, and by which clock; for tests.</summary>
    internal (TimeProvider Clock, ClaimTiming Timing) Claims { get; init; } = (TimeProvider.System, ClaimTiming.Default);

    /// <summary>Runs all cells that are not finished, and waits for those that other processes work on.</summary>
    /// <param name="cancellationToken">Stops within one mini-batch of training; what is finished stays in the output folder.</param>
    /// <exception cref="SettingsChangedException">The output folder was written with other settings.</exception>
    /// <exception cref="IOException">The output folder cannot be written.</exception>
    public async Task<ComparisonResult> RunAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyDictionary<string, string> settings = DescribeSettings();
        var folder = ComparisonFolder.Open(options.OutputFolder, settings, new CellClaims(Claims.Clock, Claims.Timing), options.Environment);
        var workload = new Workload(options);
        List<(Contestant Contestant, ComparisonCell Cell)> open = [.. GetCells()];
        var finished = new SortedDictionary<int, IReadOnlyList<RoundResult>>();
        while (open.Count > 0)
        {
            if (await RunFirstFreeAsync(open, folder, workload, finished, cancellationToken).ConfigureAwait(false))
            {
                folder.SaveManifest();
                ComparisonResult soFar = CreateResult();
                ThumbnailFile.Update(options.OutputFolder, soFar, data);
                ResultFiles.Write(soFar, options.OutputFolder);
                continue;
            }
            ComparisonCell waited = open[0].Cell;
            Report(new ComparisonProgress { Cell = waited, WaitingFor = folder.DescribeOwner(waited) ?? "another process", Completed = workload.GetCompleted(finished.Count, null) });
            await Task.Delay(Claims.Timing.Poll, Claims.Clock, cancellationToken).ConfigureAwait(false);
        }
        return CreateResult() with { Files = ResultFiles.GetPaths(options.OutputFolder) };

        ComparisonResult CreateResult() => new()
        {
            DataName = data.Name,
            Rows = [.. finished.Values.SelectMany(rows => rows)],
            Settings = settings,
            Environment = options.Environment,
            PeakMemoryBytes = folder.PeakMemoryBytes,
            Notes = options.Notes,
            Published = options.Published,
        };
    }

    // A cell that another process finished is free again, and read from its folder. False if others work on all that are left.
    private async Task<bool> RunFirstFreeAsync(
        List<(Contestant Contestant, ComparisonCell Cell)> open,
        ComparisonFolder folder,
        Workload workload,
        SortedDictionary<int, IReadOnlyList<RoundResult>> finished,
        CancellationToken cancellationToken)
    {
        for (int i = 0; i < open.Count; i++)
        {
            (Contestant contestant, ComparisonCell cell) = open[i];
            if (!folder.TryClaim(cell, out CellClaim? claim))
            {
                continue;
            }
            using (claim)
            {
                try
                {
                    finished[cell.Index] = await RunCellAsync(contestant, cell, folder, claim, workload, finished.Count, cancellationToken).ConfigureAwait(false);
                    open.RemoveAt(i);
                    return true;
                }
                catch (ClaimLostException)
                {
                    // The other process goes on with it; its results are read later.
                }
            }
        }
        return false;
    }

    private IEnumerable<(Contestant Contestant, ComparisonCell Cell)> GetCells()
    {
        int count = options.Seeds.Count * options.Contestants.Count;
        return options.Seeds
            .SelectMany(seed => options.Contestants.Select(contestant => (contestant, seed)))
            .Select((pair, index) => (pair.contestant, new ComparisonCell(index, count, pair.contestant.Name, pair.seed, options.RoundCount)));
    }

    private async Task<IReadOnlyList<RoundResult>> RunCellAsync(
        Contestant contestant, ComparisonCell cell, ComparisonFolder folder, CellClaim? claim, Workload workload, int cellsDone, CancellationToken cancellationToken)
    {
        Report(new ComparisonProgress { Cell = cell, Completed = workload.GetCompleted(cellsDone, null) });
        List<RoundResult> rows = [];
        RetrainingMode retraining = contestant.Retraining ?? options.Retraining;
        using ActiveLearningPool pool = context.ActiveLearning().CreatePool(data.Pool, new PoolOptions
        {
            IdColumnName = data.IdColumnName,
            LabelColumnName = data.LabelColumnName,
            ClassNames = data.ClassNames,
        });
        ActiveLearningLoop loop = context.ActiveLearning().CreateLoop(
            pool,
            contestant.CreateTrainer(cell.Seed),
            new SimulatedOracle(data.Pool, data.LabelColumnName, data.IdColumnName),
            new LoopOptions
            {
                Strategy = contestant.Strategy,
                QuerySize = options.QuerySize,
                InitialSize = data.InitialIds is null ? options.InitialSize : null,
                InitialRows = data.InitialIds,
                InitialStrategy = options.InitialStrategy,
                Budget = (int)options.LabelCount,
                CandidateSubsetSize = options.CandidateSubsetSize,
                Retraining = retraining,
                TestSet = data.Test,
                CheckpointFolder = folder.CellFolder(cell),
                KeepModels = retraining.NeedsPreviousModel || contestant.Strategy is ITemporalStrategy ? ModelRetention.Last : ModelRetention.None,
                Seed = cell.Seed,
                Progress = new Forwarding(step =>
                {
                    claim?.ThrowIfLost();
                    Report(new ComparisonProgress { Cell = cell, Step = step, Completed = workload.GetCompleted(cellsDone, step) });
                }),
            });
        await foreach (Round round in loop.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            var result = RoundResult.From(round, cell);
            rows.Add(result);
            Report(new ComparisonProgress { Cell = cell, Finished = result, Completed = workload.GetCompletedAfter(cellsDone, round.Number) });
            claim?.ThrowIfLost();
        }
        return rows;
    }

    private void Report(ComparisonProgress progress) => options.Progress?.Report(progress);

    private SortedDictionary<string, string> DescribeSettings()
    {
        Dictionary<string, string> given = options.Settings.ToDictionary();
        if (options.InitialStrategy is { } strategy)
        {
            given["seed set"] = strategy.Name;
        }
        return new SortedDictionary<string, string>(given, StringComparer.Ordinal)
        {
            ["data"] = data.Name,
            ["pool rows"] = Text(data.PoolCount),
            ["test rows"] = Text(data.TestCount),
            ["start"] = Text(options.InitialSize),
            ["query"] = Text(options.QuerySize),
            ["rounds"] = Text(options.RoundCount),
            ["candidates"] = options.CandidateSubsetSize is { } size ? Text(size) : "all",
            ["retraining"] = options.Retraining.Description,
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Progress<T> would post to a synchronisation context, out of order.
    private sealed class Forwarding(Action<RoundProgress> report) : IProgress<RoundProgress>
    {
        public void Report(RoundProgress value) => report(value);
    }
}
