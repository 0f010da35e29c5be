using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Optimization;

namespace Microsoft.ML.Trainers;

public sealed class LbfgsMaximumEntropyMulticlassTrainer
    : TrainerEstimatorBase<MulticlassPredictionTransformer<MaximumEntropyModelParameters>, MaximumEntropyModelParameters>
{
    private readonly Options _options;

    internal LbfgsMaximumEntropyMulticlassTrainer(IHostEnvironment env, Options options)
        : base(env.Register(nameof(LbfgsMaximumEntropyMulticlassTrainer)), MaximumEntropyColumns.Features(options.FeatureColumnName),
            MaximumEntropyColumns.Label(options.LabelColumnName), MaximumEntropyColumns.Weight(options.ExampleWeightColumnName))
    {
        Contracts.CheckParam(options.L2Regularization >= 0, nameof(options.L2Regularization), "Must be non-negative");
        Contracts.CheckParam(options.L1Regularization >= 0, nameof(options.L1Regularization), "Must be non-negative");
        Contracts.CheckParam(options.OptimizationTolerance > 0, nameof(options.OptimizationTolerance), "Must be positive");
        Contracts.CheckParam(options.HistorySize > 0, nameof(options.HistorySize), "Must be positive");
        Contracts.CheckParam(options.MaximumNumberOfIterations > 0, nameof(options.MaximumNumberOfIterations), "Must be positive");
        Contracts.CheckParam(!(options.NumberOfThreads <= 0), nameof(options.NumberOfThreads), "Must be positive (or empty for default)");
        _options = options;
    }

    public override TrainerInfo Info { get; } = new();

    public MulticlassPredictionTransformer<MaximumEntropyModelParameters> Fit(IDataView trainData, MaximumEntropyModelParameters modelParameters)
    {
        Contracts.CheckValue(trainData, nameof(trainData));
        GetOutputSchema(SchemaShape.Create(trainData.Schema));
        return MakeTransformer(Train(trainData, modelParameters), trainData.Schema);
    }

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema)
        => MaximumEntropyColumns.Outputs(inputSchema, LabelColumn.Name);

    private protected override MaximumEntropyModelParameters TrainModelCore(IDataView data) => Train(data, start: null);

    private protected override MulticlassPredictionTransformer<MaximumEntropyModelParameters> MakeTransformer(MaximumEntropyModelParameters model, DataViewSchema trainSchema)
        => new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    private MaximumEntropyModelParameters Train(IDataView data, MaximumEntropyModelParameters start)
    {
        using IChannel channel = Host.Start("Training");
        var rows = MaximumEntropyColumns.Read(data, FeatureColumn.Name, LabelColumn.Name, WeightColumn.Name, channel);
        var objective = new SoftmaxObjective(rows, _options.L2Regularization);
        var parameters = Start(objective, rows, start);
        var settings = new LbfgsSettings(_options.L1Regularization / rows.Count, _options.HistorySize, _options.OptimizationTolerance,
            _options.MaximumNumberOfIterations, _options.EnforceNonNegativity);
        double loss = new Lbfgs(objective, settings).Minimize(parameters);
        if (!_options.Quiet)
            channel.Info(MessageSensitivity.None, "Trained on {0} examples to a loss of {1}.", rows.Count, loss);

        float[] values = [.. parameters.Select(p => (float)p)];
        float[][] weights = [.. Enumerable.Range(0, rows.Classes).Select(c => values.AsSpan(rows.Classes + c * rows.Dimension, rows.Dimension).ToArray())];
        return new MaximumEntropyModelParameters(Host, weights, values[..rows.Classes]);
    }

    private double[] Start(SoftmaxObjective objective, TrainingSet rows, MaximumEntropyModelParameters start)
    {
        var parameters = new double[objective.Size];
        if (start is not null)
        {
            Contracts.Check(start.FeatureCount == rows.Dimension && start.ClassCount == rows.Classes,
                "The input training data must have the same features used to train the input predictor.");
            VBuffer<float>[] weights = null;
            start.GetWeights(ref weights, out _);
            return [.. start.GetBiases().Concat(weights.SelectMany(w => w.DenseValues())).Select(v => (double)v)];
        }
        if (_options.InitialWeightsDiameter > 0)
            for (int i = 0; i < parameters.Length; i++)
                parameters[i] = _options.InitialWeightsDiameter * (Host.Rand.NextDouble() - 0.5);
        return parameters;
    }

    public sealed class Options
    {
        public string LabelColumnName = DefaultColumnNames.Label;
        public string FeatureColumnName = DefaultColumnNames.Features;
        public string ExampleWeightColumnName;
        public float L2Regularization = 1;
        public float L1Regularization = 1;
        public float OptimizationTolerance = 1e-7f;
        public int HistorySize = 20;
        public int MaximumNumberOfIterations = int.MaxValue;
        public bool Quiet;
        public float InitialWeightsDiameter;
        public int? NumberOfThreads;
        public bool EnforceNonNegativity;
    }
}
