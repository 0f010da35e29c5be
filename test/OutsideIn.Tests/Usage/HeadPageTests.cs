using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Training;

namespace Outsider.Usage;

/// <summary>The code of the pages on strategies that need a head, word for word.</summary>
[TestClass]
public sealed class HeadPageTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void The_page_on_TiDAL()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Heads = [new TrainingDynamicsHead()],
        });
        var strategy = ml.ActiveLearning().Strategies.Tidal();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("DynamicScore", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_DISAL()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Heads = [new DynamicInfluenceHead()],
        });
        var strategy = ml.ActiveLearning().Strategies.Disal();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("ProjectedGradient", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_Learning_Loss()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Heads = [new LossPredictionHead()],
        });
        var strategy = ml.ActiveLearning().Strategies.LearningLoss();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("PredictedLoss", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_CAL()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Heads = [new CartographyHead()],
        });
        var strategy = ml.ActiveLearning().Strategies.Cartography();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("LearnedProbability", strategy.Signals[0].Name);
    }
}
