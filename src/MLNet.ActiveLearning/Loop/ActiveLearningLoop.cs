using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNet.ActiveLearning.Evaluation;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>Active learning: train, measure, choose, ask, until the budget is spent or the pool is empty.</summary>
/// <remarks>
/// <para>
/// With a checkpoint folder a run may be killed at any instant. Running it again with the same pool data, trainer and options gives the
/// finished rounds from the folder, repeats the unfinished one and ends with the same queries and metrics as a run that was not
/// killed. What is on disk: <c>labels.journal</c>, <c>rounds.json</c> and the models that <see cref="LoopOptions.KeepModels"/> names.
/// </para>
/// <para>Same seed, same data, same trainer, same number of threads: the same queries and metrics, bit for bit.</para>
/// </remarks>
public sealed class ActiveLearningLoop
{
    private readonly MLContext context;
    private readonly ActiveLearningPool pool;
    private readonly IEstimator<ITransformer> trainer;
    private readonly IOracle oracle;
    private readonly LoopOptions options;
    private readonly RoundModelFiles models;

    internal ActiveLearningLoop(MLContext context, ActiveLearningPool pool, IEstimator<ITransformer> trainer, IOracle oracle, LoopOptions options)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(oracle);
        ArgumentNullException.ThrowIfNull(options);
        LoopOptionsCheck.ThrowIfInvalid(options, pool, trainer);
        this.context = context;
        this.pool = pool;
        this.trainer = trainer;
        this.oracle = oracle;
        this.options = options;
        models = new RoundModelFiles(context, options);
    }

    /// <summary>Runs the loop, giving each round when its query has been answered.</summary>
    /// <param name="cancellationToken">Stops the run within one mini-batch of training, or between two rows of scoring.</param>
    /// <returns>The rounds from 0 on, those that an earlier run finished included. The last round has no query.</returns>
    /// <exception cref="InvalidOperationException">The checkpoint folder belongs to a run with other settings.</exception>
    /// <exception cref="InvalidDataException">A file in the checkpoint folder is damaged; the message says where.</exception>
    /// <exception cref="OracleSilentException">The oracle gave no answer at all to a query.</exception>
    public async IAsyncEnumerable<Round> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LoopState state = LoopState.Open(options.CheckpointFolder, LoopSettings.Describe(options, pool, trainer), drawsInitialSet: pool.GetEntries().Count == 0);
        if (options.CheckpointFolder is { } folder && !pool.HasJournal)
        {
            pool.AttachJournal(Path.Combine(folder, LabelHistory.FileName));
        }
        using IChannel channel = ((IChannelProvider)context).Start(nameof(ActiveLearningLoop));
        if (state.InitialSetIsOpen)
        {
            await AskAsync(0, InitialSet.Choose(options, pool, cancellationToken), cancellationToken).ConfigureAwait(false);
            state.CloseInitialSet();
        }

        using RetrainingRun retraining = options.Retraining.Start(new RetrainingSetup(
            context, trainer, pool.Data, pool.Labeled, pool.Options.IdColumnName, pool.Options.LabelColumnName, options.CheckpointFolder, options.Seed));

        // An earlier run may have been killed between recording its last round and this.
        models.DeleteOlder(state.Rounds.Count - 1);
        ITransformer? model = null;
        RetrainingReport? report = null;
        for (int number = 0; ; number++)
        {
            bool restored = number < state.Rounds.Count && state.Rounds[number].IsAnswered;
            LoopState.SavedRound saved;
            if (number < state.Rounds.Count)
            {
                saved = state.Rounds[number];
                model = number == state.Rounds.Count - 1 ? models.Load(number) : null;
            }
            else
            {
                (saved, model) = await Task.Run(() => TrainAndSelect(retraining, number, model, report, cancellationToken), cancellationToken).ConfigureAwait(false);
                models.Save(number, model);
                state.Put(saved);
                models.DeleteOlder(number);
            }
            report = saved.Retraining;
            if (!saved.IsAnswered)
            {
                long began = Stopwatch.GetTimestamp();
                await AskAsync(number, saved.Query, cancellationToken).ConfigureAwait(false);
                saved = saved with { IsAnswered = true, Durations = saved.Durations with { Labeling = Stopwatch.GetElapsedTime(began) } };
                state.Put(saved);
            }
            channel.Info(
                MessageSensitivity.None,
                $"Round {number}: {saved.LabeledCount} labels, accuracy {saved.Metrics?.MicroAccuracy.ToString("P2", CultureInfo.InvariantCulture) ?? "not measured"}.");
            yield return new Round
            {
                Number = number,
                LabeledCount = saved.LabeledCount,
                Metrics = saved.Metrics,
                Query = saved.Query,
                Durations = saved.Durations,
                Retraining = saved.Retraining,
                Model = model,
                Restored = restored,
            };
            if (saved.Query.Count == 0)
            {
                yield break;
            }
        }
    }

    private (LoopState.SavedRound Round, ITransformer Model) TrainAndSelect(
        RetrainingRun retraining, int number, ITransformer? previous, RetrainingReport? report, CancellationToken cancellationToken)
    {
        int labeled = pool.LabeledCount;
        Report(number, RoundPhase.Training);
        long began = Stopwatch.GetTimestamp();
        int querySize = Math.Min(options.QuerySize, Math.Min(options.Budget - labeled, pool.UnlabeledCount));
        RoundModels trained = retraining.Train(new RoundRequest(number, querySize > 0, previous, report, GetTrainingContext(number, cancellationToken)));
        ITransformer model = trained.Model;
        TimeSpan training = Stopwatch.GetElapsedTime(began) - trained.FeatureTime - trained.ProxyTime;

        ClassificationMetrics? metrics = null;
        began = Stopwatch.GetTimestamp();
        if (options.TestSet is { } testSet)
        {
            Report(number, RoundPhase.Evaluating);
            metrics = ClassificationEvaluator.Evaluate(
                model.Transform(testSet), pool.Options.LabelColumnName, cancellationToken: cancellationToken);
        }
        TimeSpan evaluating = Stopwatch.GetElapsedTime(began);

        began = Stopwatch.GetTimestamp();
        IReadOnlyList<QueriedRow> query = [];
        if (querySize > 0)
        {
            Report(number, RoundPhase.Selecting);
            query = Select(number, trained.Score ?? model.Transform, previous, querySize, cancellationToken);
        }
        TimeSpan selecting = Stopwatch.GetElapsedTime(began);
        var durations = new RoundDurations(training, evaluating, selecting, TimeSpan.Zero) { Features = trained.FeatureTime, ProxyTraining = trained.ProxyTime };
        return (new LoopState.SavedRound(number, labeled, metrics, query, query.Count == 0, durations, trained.Report), model);
    }

    private TrainingContext GetTrainingContext(int number, CancellationToken cancellationToken) => new()
    {
        CancellationToken = cancellationToken,
        Progress = options.Progress is { } progress
            ? new ForwardedProgress(p => progress.Report(new RoundProgress(number, RoundPhase.Training, pool.LabeledCount, p)))
            : null,
        Unlabeled = pool.Unlabeled,
    };

    private IReadOnlyList<QueriedRow> Select(int number, Func<IDataView, IDataView> score, ITransformer? previous, int querySize, CancellationToken cancellationToken)
    {
        IDataView candidates = options.CandidateSubsetSize is { } size
            ? CandidateSubset.Draw(pool.Unlabeled, pool.UnlabeledCount, Math.Max(size, querySize), SeededRandom.DeriveSeed(options.Seed, Stream("candidates", number)))
            : pool.Unlabeled;
        var selection = new SelectionContext
        {
            QuerySize = querySize,
            Seed = SeededRandom.DeriveSeed(options.Seed, Stream("strategy", number)),
            CancellationToken = cancellationToken,
        };
        (SelectionStrategy strategy, IDataView rows) = TemporalScores.Prepare(options.Strategy, candidates, score, previous, CreateUntrained);
        return RowSelection.Select(rows, pool.Options.IdColumnName, strategy, selection, GetReferenceRows(score));
    }

    private ITransformer CreateUntrained() =>
        ((IUntrainedModelSource)trainer).CreateUntrained(pool.Labeled, SeededRandom.DeriveSeed(options.Seed, "untrained-model"));

    private ReferenceRows? GetReferenceRows(Func<IDataView, IDataView> score)
    {
        if (options.Strategy is not SetStrategy set)
        {
            return null;
        }
        return new ReferenceRows(
            Score(set.NeedsLabeledRows, pool.Labeled),
            Score(set.NeedsTargetRows, options.TargetRows),
            Score(set.UsesAvoidedRows, options.AvoidedRows),
            Score(set.UsesValidationRows, options.ValidationRows),
            pool.Options.LabelColumnName);

        IDataView? Score(bool isUsed, IDataView? rows) => isUsed && rows is not null ? score(rows) : null;
    }

    private async Task AskAsync(int number, IReadOnlyList<QueriedRow> rows, CancellationToken cancellationToken)
    {
        QueriedRow[] open = [.. rows.Where(r => pool.Find(r.Id) is null)];
        if (open.Length == 0)
        {
            return;
        }
        Report(number, RoundPhase.Labeling);
        HashSet<string> waiting = [.. open.Select(r => r.Id)];
        var query = new OracleQuery(number, open, pool.Data, pool.Options.IdColumnName);
        await foreach (OracleAnswer answer in oracle.AnswerAsync(query, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!waiting.Remove(answer.Id))
            {
                throw new InvalidOperationException($"The oracle answered for the row with id '{answer.Id}', which was not asked for or has its answer already.");
            }
            pool.Add([answer.Label is { } label ? LabelEntry.Labeled(answer.Id, label, number) : LabelEntry.Declined(answer.Id, answer.DeclineReason!, number)]);
        }
        // Answers that came before an interruption count: a run that was not interrupted would go on with them too.
        if (rows.All(r => pool.Find(r.Id) is null))
        {
            throw new OracleSilentException(number, open.Length);
        }
    }

    private void Report(int number, RoundPhase phase) => options.Progress?.Report(new RoundProgress(number, phase, pool.LabeledCount));

    private static string Stream(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}/{number}");

    // Progress<T> would post to a synchronisation context, out of order.
    private sealed class ForwardedProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
