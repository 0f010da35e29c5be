using Microsoft.ML;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages on graph networks, word for word.</summary>
[TestClass]
public sealed class GraphPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView scored;
    private readonly IDataView scoredLabeled;

    public GraphPageTests()
    {
        scored = ml.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));
        scoredLabeled = ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1));
    }

    [TestMethod]
    public void The_page_on_UncertainGCN()
    {
        IDataView query = ml.ActiveLearning().Select(
            scored,
            ml.ActiveLearning().Strategies.UncertainGcn(new UncertainGcnOptions { Margin = 0.1, EmbeddingColumnName = "Features" }),
            new SelectorOptions { QuerySize = 20, LabeledRows = scoredLabeled });

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_CoreGCN()
    {
        IDataView query = ml.ActiveLearning().Select(
            scored,
            ml.ActiveLearning().Strategies.CoreGcn(new CoreGcnOptions { EmbeddingColumnName = "Features" }),
            new SelectorOptions { QuerySize = 20, LabeledRows = scoredLabeled });

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void Bad_options_are_all_named()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => ml.ActiveLearning().Strategies.UncertainGcn(
            new UncertainGcnOptions { Margin = 2, Training = new() { Epochs = -1 }, EmbeddingColumnName = "" })).Message;
        foreach (string name in new[] { "Margin is 2", "Epochs is -1", "EmbeddingColumnName is empty" })
        {
            StringAssert.Contains(message, name);
        }
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => ml.ActiveLearning().Strategies.CoreGcn(new CoreGcnOptions { Training = null! })).Message, "Training is null");
    }
}
