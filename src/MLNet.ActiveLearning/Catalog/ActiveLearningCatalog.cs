using Microsoft.ML;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Saving;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>The operations of active learning: <c>mlContext.ActiveLearning()</c>.</summary>
public sealed class ActiveLearningCatalog
{
    internal ActiveLearningCatalog(MLContext context)
    {
        Context = context;
        Trainers = new TrainerCatalog(context);
        Pretraining = new PretrainingCatalog(context);
        Features = new FeatureCatalog(context);
        Retraining = new RetrainingCatalog(context);
    }

    /// <summary>The environment.</summary>
    public MLContext Context { get; }

    /// <summary>The strategies: which rows to label next.</summary>
    public StrategyCatalog Strategies { get; } = new();

    /// <summary>The trainers that write the signals some strategies need.</summary>
    public TrainerCatalog Trainers { get; }

    /// <summary>The pre-trainings: weights from images without labels.</summary>
    public PretrainingCatalog Pretraining { get; }

    /// <summary>Features that are computed once and kept on disk.</summary>
    public FeatureCatalog Features { get; }

    /// <summary>How a loop comes by its models: from scratch, fine-tuned, with a proxy.</summary>
    public RetrainingCatalog Retraining { get; }

    /// <summary>Makes a pool: a data set of which some rows are labelled.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="idColumnName">The column that identifies a row.</param>
    /// <param name="labelColumnName">The column that acquired labels appear in; it need not exist.</param>
    /// <exception cref="ArgumentException">The id column is missing or ill-typed, or an id is empty or occurs twice.</exception>
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    public ActiveLearningPool CreatePool(IDataView data, string idColumnName = "Id", string labelColumnName = "Label") =>
        new(data, new PoolOptions { IdColumnName = idColumnName, LabelColumnName = labelColumnName });

    /// <summary>Makes a pool: a data set of which some rows are labelled.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="options">Columns, class names and journal.</param>
    /// <exception cref="ArgumentException">The id column is missing or ill-typed, or an id is empty or occurs twice.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged or belongs to other data.</exception>
    public ActiveLearningPool CreatePool(IDataView data, PoolOptions options) => new(data, options);
#pragma warning restore CA1822

    /// <summary>Makes a loop: train, measure, choose, ask, until the budget is spent.</summary>
    /// <param name="pool">The rows and their labels so far.</param>
    /// <param name="trainer">Any estimator whose model writes what the strategy needs.</param>
    /// <param name="oracle">Who gives the labels.</param>
    /// <param name="options">Strategy, query size, budget and so on.</param>
    /// <exception cref="ArgumentException">Options are invalid; the message lists all problems.</exception>
    public ActiveLearningLoop CreateLoop(ActiveLearningPool pool, IEstimator<ITransformer> trainer, IOracle oracle, LoopOptions options) =>
        new(Context, pool, trainer, oracle, options);

    /// <summary>Chooses the rows of a scored view that are most worth labelling.</summary>
    /// <param name="scored">The output of any model that writes what the strategy needs, on the unlabelled rows.</param>
    /// <param name="strategy">Which rows to choose.</param>
    /// <param name="querySize">How many; at least 1.</param>
    /// <param name="idColumnName">The column that identifies a row.</param>
    /// <param name="seed">The seed of all chance in the selection.</param>
    /// <returns>The chosen rows, best first, with <c>Utility</c> (higher is better) and <c>Rank</c> (from 0).</returns>
    /// <exception cref="ArgumentException">A column is missing or ill-typed, or a value is not allowed; the message names column and row.</exception>
    public IDataView Select(IDataView scored, SelectionStrategy strategy, int querySize, string idColumnName = "Id", ulong seed = 0) =>
        Select(scored, strategy, new SelectorOptions { QuerySize = querySize, IdColumnName = idColumnName, Seed = seed });

    /// <summary>Chooses the rows of a scored view that are most worth labelling.</summary>
    /// <param name="scored">The output of any model that writes what the strategy needs, on the unlabelled rows.</param>
    /// <param name="strategy">Which rows to choose.</param>
    /// <param name="options">Query size and so on.</param>
    /// <returns>The chosen rows, best first, with <c>Utility</c> (higher is better) and <c>Rank</c> (from 0).</returns>
    public IDataView Select(IDataView scored, SelectionStrategy strategy, SelectorOptions options) =>
        Selector(strategy, options).Fit(scored).Transform(scored);

#pragma warning disable CA1822
    /// <summary>Makes a selector: an estimator that chooses rows.</summary>
    /// <param name="strategy">Which rows to choose.</param>
    /// <param name="options">Query size and so on; null for the defaults.</param>
    public SelectorEstimator Selector(SelectionStrategy strategy, SelectorOptions? options = null) => new(strategy, options ?? new SelectorOptions());
#pragma warning restore CA1822

    /// <summary>Saves a model that may hold transformers of this library and of ML.NET.</summary>
    /// <param name="model">A transformer or a chain of them.</param>
    /// <param name="inputSchema">The schema of the model's input, or null if it is not to be saved.</param>
    /// <param name="path">The file; it is replaced only when the new one is complete.</param>
    /// <exception cref="NotSupportedException">A transformer in the chain can be saved neither by ML.NET nor by this library.</exception>
    public void Save(ITransformer model, DataViewSchema? inputSchema, string path) => ModelArchive.Save(Context, model, inputSchema, path);

    /// <summary>Loads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, not such a model, or of a later format version.</exception>
    public ITransformer Load(string path) => Load(path, out _);

    /// <summary>Loads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputSchema">The saved schema of the model's input, or null if none was saved.</param>
    /// <exception cref="InvalidDataException">The file is damaged, not such a model, or of a later format version.</exception>
    public ITransformer Load(string path, out DataViewSchema? inputSchema) => ModelArchive.Load(Context, path, out inputSchema);
}
