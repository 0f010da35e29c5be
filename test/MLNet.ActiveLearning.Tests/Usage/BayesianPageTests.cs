using Microsoft.ML;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages on strategies that look at stochastic passes, word for word.</summary>
[TestClass]
public sealed class BayesianPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView passes = SignalRows.Random(new BaldStrategy(), 90).ToView();

    [TestMethod]
    public void The_page_on_bald()
    {
        // Each row holds the class probabilities of several passes of one network with dropout left on.
        BaldStrategy strategy = ml.ActiveLearning().Strategies.Bald();
        IDataView query = ml.ActiveLearning().Select(passes, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_batch_bald()
    {
        BatchBaldStrategy strategy = ml.ActiveLearning().Strategies.BatchBald(new BatchBaldOptions { CandidateCount = 2000 });
        IDataView query = ml.ActiveLearning().Select(passes, strategy, querySize: 10);

        Assert.AreEqual(10, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_variation_ratio()
    {
        VariationRatioStrategy strategy = ml.ActiveLearning().Strategies.VariationRatio(
            new VariationRatioOptions { Form = VariationRatioForm.MeanProbability });
        IDataView query = ml.ActiveLearning().Select(passes, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_mean_standard_deviation()
    {
        MeanStandardDeviationStrategy strategy = ml.ActiveLearning().Strategies.MeanStandardDeviation();
        IDataView query = ml.ActiveLearning().Select(passes, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }
}
