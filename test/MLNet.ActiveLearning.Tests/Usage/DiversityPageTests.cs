using Microsoft.ML;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages on strategies for diversity, word for word.</summary>
[TestClass]
public sealed class DiversityPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView scored;
    private readonly IDataView scoredLabeled;

    public DiversityPageTests()
    {
        scored = ml.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));
        scoredLabeled = ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1));
    }

    [TestMethod]
    public void The_page_on_core_set()
    {
        IDataView query = ml.ActiveLearning().Select(
            scored,
            ml.ActiveLearning().Strategies.Coreset(new CoresetOptions { EmbeddingColumnName = "Features" }),
            new SelectorOptions { QuerySize = 20, LabeledRows = scoredLabeled });

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_k_means_plus_plus()
    {
        KMeansPlusPlusStrategy strategy = ml.ActiveLearning().Strategies.KMeansPlusPlus(embeddingColumnName: "Features");
        IDataView query = ml.ActiveLearning().Select(scored, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_k_means()
    {
        var strategy = ml.ActiveLearning().Strategies.KMeans(new KMeansOptions { Restarts = 3, EmbeddingColumnName = "Features" });
        IDataView query = ml.ActiveLearning().Select(scored, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }
}
