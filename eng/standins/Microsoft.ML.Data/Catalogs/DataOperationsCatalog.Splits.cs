using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        var position = new SplitPosition(data, samplingKeyColumnName, SplitSeed(seed));
        return new TrainTestData(position.Cut(0, testFraction, complement: true), position.Cut(0, testFraction, complement: false));
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        var position = new SplitPosition(data, samplingKeyColumnName, SplitSeed(seed));
        TrainTestData Fold(int fold)
        {
            double from = (double)fold / numberOfFolds, to = (fold + 1.0) / numberOfFolds;
            return new TrainTestData(position.Cut(from, to, complement: true), position.Cut(from, to, complement: false));
        }
        return [.. Enumerable.Range(0, numberOfFolds).Select(Fold)];
    }

    private int SplitSeed(int? seed) => seed ?? ((IHostEnvironmentInternal)_env).Seed ?? _env.Register("Split").Rand.Next();

    public struct TrainTestData
    {
        public readonly IDataView TrainSet;

        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
