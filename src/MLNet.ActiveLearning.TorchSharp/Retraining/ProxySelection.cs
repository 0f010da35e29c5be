using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Proxies;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Transferability;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>The stored features of a run and the proxy of a round.</summary>
/// <remarks>Features lie in the run's folder, a file for each version, and are completed when it is continued; a run in memory has a folder of its own for them.</remarks>
internal sealed class ProxySelection(RetrainingSetup setup, ProxyRetrainingOptions options) : IDisposable
{
    private readonly string folder = setup.Folder ?? Directory.CreateTempSubdirectory("mlnet-al-features-").FullName;
    private FeatureStore? store;
    private int version = -1;
    private FeatureProxyTransformer? proxy;

    /// <summary>Time spent on features since <see cref="Restart"/>.</summary>
    public TimeSpan FeatureTime { get; private set; }

    /// <summary>Time spent on the proxy, and on judging its features, since <see cref="Restart"/>.</summary>
    public TimeSpan ProxyTime { get; private set; }

    /// <summary>The features in use.</summary>
    public FeatureStore Store => store ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: no features are in use.");

    /// <summary>The labelled rows with their features.</summary>
    public IDataView Labeled => Store.AddTo(setup.Labeled, setup.IdColumnName);

    /// <summary>Begins a round's account.</summary>
    public void Restart() => (FeatureTime, ProxyTime) = (TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Uses the features of a version from now on.</summary>
    /// <param name="version">0 for the pre-trained network's.</param>
    /// <param name="extractor">Computes what the file lacks; null if it must be complete.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    public void UseFeatures(int version, ImageClassificationTransformer? extractor, CancellationToken cancellationToken)
    {
        if (this.version == version)
        {
            return;
        }
        store?.Dispose();
        store = Open(version, extractor, cancellationToken);
        this.version = version;
    }

    /// <summary>Computes the features of a version without using them yet.</summary>
    public void Compute(int version, ImageClassificationTransformer extractor, CancellationToken cancellationToken) =>
        Open(version, extractor, cancellationToken).Dispose();

    /// <summary>Trains a new proxy on the labelled rows.</summary>
    public void TrainProxy(CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        var trainer = (ImageClassificationTrainer)setup.Trainer;
        FeatureProxyOptions own = options.Proxy with
        {
            FeatureColumnName = SignalNames.Embedding,
            LabelColumnName = setup.LabelColumnName,
            ClassNames = trainer.Options.ClassNames,
            Seed = SeededRandom.DeriveSeed(trainer.Options.Seed, "proxy"),
        };
        proxy = setup.Context.ActiveLearning().Trainers.FeatureProxy(own).Fit(Labeled, new TrainingContext { CancellationToken = cancellationToken });
        ProxyTime += Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Asks whether the features in use should be renewed, by the labels at hand.</summary>
    public AlignmentDecision Judge(AlignmentState state, AlignmentTriggerOptions trigger, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        (FloatMatrix features, int[] labels) = ReadLabeled(cancellationToken);
        var parallelism = new Parallelism(options.Proxy.Threads, cancellationToken);
        // The cluster of a single class overlaps with no other: it has settled.
        AlignmentDecision decision = labels.Distinct().Count() < 2
            ? AlignmentTrigger.Decide(state, iterations: 0, static () => 0, trigger)
            : AlignmentTrigger.Evaluate(state, features, labels, ReadPool(), trigger, parallelism);
        ProxyTime += Stopwatch.GetElapsedTime(began);
        return decision;
    }

    /// <summary>Adds features and the proxy's signals to rows of the pool.</summary>
    public IDataView Score(IDataView rows) => proxy!.Transform(Store.AddTo(rows, setup.IdColumnName));

    public void Dispose()
    {
        store?.Dispose();
        if (setup.Folder is null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private (FloatMatrix Features, int[] Labels) ReadLabeled(CancellationToken cancellationToken)
    {
        IDataView rows = Labeled;
        DataViewSchema.Column labelColumn = rows.Schema[setup.LabelColumnName], featureColumn = rows.Schema[SignalNames.Embedding];
        List<float> values = [];
        List<int> labels = [];
        using DataViewRowCursor cursor = rows.GetRowCursor([labelColumn, featureColumn]);
        var reader = new LabelColumnReader(cursor, labelColumn, ((ImageClassificationTrainer)setup.Trainer).Options.ClassNames);
        ValueGetter<VBuffer<float>> readFeatures = cursor.GetGetter<VBuffer<float>>(featureColumn);
        VBuffer<float> buffer = default;
        while (cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            labels.Add(reader.Read());
            readFeatures(ref buffer);
            values.AddRange(buffer.DenseValues());
        }
        return (new FloatMatrix(values.ToArray(), labels.Count, Store.Description.Dimension), [.. labels]);
    }

    private FloatMatrix ReadPool()
    {
        int width = Store.Description.Dimension;
        var values = new float[Store.Count * width];
        for (int row = 0; row < Store.Count; row++)
        {
            Store.Read(row, values.AsSpan(row * width, width));
        }
        return new FloatMatrix(values, Store.Count, width);
    }

    private FeatureStore Open(int wanted, ImageClassificationTransformer? extractor, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        string path = Path.Combine(folder, $"features-{wanted.ToString(CultureInfo.InvariantCulture)}.features");
        FeatureStore opened = extractor is null ? FeatureStore.Open(path) : setup.Context.ActiveLearning().Features.Append(path, extractor, setup.Pool, new FeatureOptions
        {
            IdColumnName = setup.IdColumnName,
            Type = options.FeatureType,
            Preprocessing = options.Preprocessing,
            SegmentRows = 512,
            CancellationToken = cancellationToken,
        });
        FeatureTime += Stopwatch.GetElapsedTime(began);
        return opened;
    }
}
