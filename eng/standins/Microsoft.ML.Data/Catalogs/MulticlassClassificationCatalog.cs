using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(IHostEnvironment env) : base(env) => Trainers = new MulticlassClassificationTrainers(env);

    public MulticlassClassificationTrainers Trainers { get; }

    public MulticlassClassificationMetrics Evaluate(IDataView data, string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score, string predictedLabelColumnName = DefaultColumnNames.PredictedLabel, int topKPredictionCount = 0)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        Contracts.CheckNonEmpty(scoreColumnName, nameof(scoreColumnName));
        Contracts.CheckNonEmpty(predictedLabelColumnName, nameof(predictedLabelColumnName));
        Contracts.CheckParam(topKPredictionCount >= 0, nameof(topKPredictionCount), "Must be non-negative");
        return MulticlassEvaluator.Evaluate(Environment, data, labelColumnName, scoreColumnName, predictedLabelColumnName, topKPredictionCount);
    }

    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator,
        int numberOfFolds = 5, string labelColumnName = DefaultColumnNames.Label, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckValue(estimator, nameof(estimator));
        Contracts.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        var results = new List<CrossValidationResult<MulticlassClassificationMetrics>>();
        foreach (DataOperationsCatalog.TrainTestData split in new DataOperationsCatalog(Environment)
            .CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed))
        {
            ITransformer model = estimator.Fit(split.TrainSet);
            IDataView scored = model.Transform(split.TestSet);
            results.Add(new(model, Evaluate(scored, labelColumnName), scored, results.Count));
        }
        return results;
    }

    public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
    {
        internal MulticlassClassificationTrainers(IHostEnvironment env) : base(env)
        {
        }
    }
}
