using Microsoft.ML;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Proxies;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Commands;

namespace MLNet.ActiveLearning.Tool.Tables;

/// <summary>The rows of a feature file as a pool: those with labels, and those to choose from.</summary>
/// <remarks>A strategy that reads more than embeddings is given those of a proxy, which is trained on the labelled rows.</remarks>
internal sealed class FeatureTables : IDisposable
{
    private readonly FeatureStore store;
    private readonly ActiveLearningPool pool;
    private readonly FeatureProxyTransformer? proxy;

    /// <exception cref="BadArgumentsException">The labels are missing though a proxy needs them, or name rows without features.</exception>
    public FeatureTables(MLContext ml, SelectSettings settings, SelectionStrategy strategy, CancellationToken cancellation)
    {
        store = ml.ActiveLearning().Features.Open(settings.Features!);
        pool = ml.ActiveLearning().CreatePool(store.CreateView(settings.IdColumn), settings.IdColumn, settings.LabelColumn);
        if (settings.Labels is { } path)
        {
            ReadLabels(settings, path, cancellation);
        }
        if (strategy.Signals.Any(s => s.Name != SignalNames.Embedding))
        {
            if (pool.LabeledCount == 0)
            {
                throw new BadArgumentsException(
                    $"Strategy '{strategy.Name}' needs {string.Join(" and ", strategy.Signals.Select(s => $"'{s.Name}'"))}, which a proxy gives once it is trained on labelled rows. Pass them with --labels LABELS.csv.");
            }
            proxy = ml.ActiveLearning().Trainers.FeatureProxy(new FeatureProxyOptions
            {
                LabelColumnName = settings.LabelColumn,
                Threads = settings.Threads,
                Seed = settings.Seed,
            }).Fit(pool.Labeled, new Retraining.TrainingContext { CancellationToken = cancellation });
        }
    }

    /// <summary>The rows to choose from.</summary>
    public IDataView Pool => Score(pool.Unlabeled);

    /// <summary>The rows with labels, or null if there is none.</summary>
    public IDataView? Labeled => pool.LabeledCount == 0 ? null : Score(pool.Labeled);

    public void Dispose()
    {
        pool.Dispose();
        store.Dispose();
    }

    private IDataView Score(IDataView rows) => proxy?.Transform(rows) ?? rows;

    private void ReadLabels(SelectSettings settings, string path, CancellationToken cancellation)
    {
        List<LabelEntry> entries = [];
        foreach ((string id, string label) in LabelTable.Read(path, settings.IdColumn, settings.LabelColumn, settings.Separator, cancellation))
        {
            if (store.Find(id) < 0)
            {
                throw new BadArgumentsException($"--labels names the row '{id}', which has no features in '{settings.Features}'. Compute them first, with 'mlnet-al features'.");
            }
            entries.Add(LabelEntry.Labeled(id, label, 0));
        }
        pool.Add(entries);
    }
}
