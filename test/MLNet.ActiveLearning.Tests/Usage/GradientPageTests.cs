using Microsoft.ML;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages of the strategies on gradients, word for word.</summary>
[TestClass]
public sealed class GradientPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView scored;

    public GradientPageTests()
    {
        IDataView rows = ml.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));
        ITransformer model = new CentroidTrainer(Flower.ClassNames, "Truth").Fit(ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1)));
        IDataView predicted = model.Transform(rows);
        scored = ml.Transforms.CopyColumns("Embedding", "Features").Fit(predicted).Transform(predicted);
    }

    [TestMethod]
    public void The_page_on_badge()
    {
        BadgeStrategy badge = ml.ActiveLearning().Strategies.Badge();
        IDataView query = ml.ActiveLearning().Select(scored, badge, querySize: 20, seed: 7);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_partition()
    {
        PartitionStrategy inParts = ml.ActiveLearning().Strategies.Partition(
            ml.ActiveLearning().Strategies.Badge(),
            new PartitionOptions { Parts = 4 });
        IDataView query = ml.ActiveLearning().Select(scored, inParts, querySize: 20, seed: 7);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_the_gradient_norm()
    {
        GradientNormStrategy gradientNorm = ml.ActiveLearning().Strategies.GradientNorm(
            new GradientNormOptions { Norm = ParameterNorm.Global });
        IDataView query = ml.ActiveLearning().Select(scored, gradientNorm, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }
}
