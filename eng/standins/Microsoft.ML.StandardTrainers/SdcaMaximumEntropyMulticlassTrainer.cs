using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Optimization;

namespace Microsoft.ML.Trainers;

public sealed class SdcaMaximumEntropyMulticlassTrainer
    : TrainerEstimatorBase<MulticlassPredictionTransformer<MaximumEntropyModelParameters>, MaximumEntropyModelParameters>
{
    private const float LowestL2 = 1e-9f;

    private readonly Options _options;

    internal SdcaMaximumEntropyMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env.Register(nameof(SdcaMaximumEntropyMulticlassTrainer)), MaximumEntropyColumns.Features(options.FeatureColumnName),
            MaximumEntropyColumns.Label(options.LabelColumnName), MaximumEntropyColumns.Weight(options.ExampleWeightColumnName))
    {
        Contracts.CheckParam(!(options.L2Regularization < 0), nameof(options.L2Regularization), "L2 constant must be non-negative.");
        Contracts.CheckParam(!(options.L1Regularization < 0), nameof(options.L1Regularization), "L1 threshold must be non-negative.");
        Contracts.CheckParam(!(options.MaximumNumberOfIterations <= 0), nameof(options.MaximumNumberOfIterations), "Max number of iterations must be positive.");
        Contracts.CheckParam(options.ConvergenceTolerance is > 0 and <= 1, nameof(options.ConvergenceTolerance), "Convergence tolerance must be positive and no larger than 1.");
        Contracts.CheckParam(!(options.NumberOfThreads <= 0), nameof(options.NumberOfThreads), "The number of threads must be either null or a positive integer.");
        _options = options;
    }

    public override TrainerInfo Info { get; } = new();

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema)
        => MaximumEntropyColumns.Outputs(inputSchema, LabelColumn.Name);

    private protected override MaximumEntropyModelParameters TrainModelCore(IDataView data)
    {
        using IChannel channel = Host.Start("Training");
        var rows = MaximumEntropyColumns.Read(data, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name, channel);
        int iterations = _options.MaximumNumberOfIterations ?? SdcaDefaults.MaximumIterations(rows.Count);
        var settings = new SdcaSettings(
            Math.Max(LowestL2, _options.L2Regularization ?? SdcaDefaults.L2(rows.Count, iterations)),
            _options.L1Regularization ?? SdcaDefaults.L1Threshold(rows.Dimension),
            iterations,
            _options.ConvergenceCheckFrequency is { } frequency ? frequency > 0 ? frequency : int.MaxValue : 1,
            _options.ConvergenceTolerance,
            _options.BiasLearningRate,
            _options.Shuffle);
        channel.Info(MessageSensitivity.None, "Using at most {0} iterations, L2 = {1}, L1Threshold (L1/L2) = {2}.", iterations, settings.L2, settings.L1Threshold);
        var (weights, biases) = new Sdca(rows, settings, new Random(Host.Rand.Next())).Solve();
        return new MaximumEntropyModelParameters(Host, weights, biases);
    }

    private protected override MulticlassPredictionTransformer<MaximumEntropyModelParameters> MakeTransformer(MaximumEntropyModelParameters model, DataViewSchema trainSchema)
        => new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    public sealed class Options
    {
        public string LabelColumnName = DefaultColumnNames.Label;
        public string FeatureColumnName = DefaultColumnNames.Features;
        public string ExampleWeightColumnName;
        public float? L2Regularization;
        public float? L1Regularization;
        public int? NumberOfThreads;
        public float ConvergenceTolerance = 0.1f;
        public int? MaximumNumberOfIterations;
        public bool Shuffle = true;
        public int? ConvergenceCheckFrequency;
        public float BiasLearningRate;
    }
}
