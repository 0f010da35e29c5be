using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Training;

namespace Outsider.Usage;

/// <summary>The code of the pages on strategies that need a signal, word for word.</summary>
[TestClass]
public sealed class SignalPageTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void The_page_on_DeepFool()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Signals = [new DeepFoolDistance()],
        });
        var strategy = ml.ActiveLearning().Strategies.DeepFool();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("DeepFoolDistance", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_BIM()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Signals = [new BimDistance()],
        });
        var strategy = ml.ActiveLearning().Strategies.Bim();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("BimDistance", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_gradient_norms_of_the_network()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Signals = [new NetworkGradientLength()],
        });
        var strategy = ml.ActiveLearning().Strategies.NetworkGradientNorm();

        Assert.IsNotNull(trainer);
        Assert.AreEqual("NetworkGradientNorm", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_VAAL()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Signals = [new InputPixels()],
        });
        var strategy = ml.ActiveLearning().Strategies.Vaal(new VaalOptions
        {
            Training = new VaalTraining { Width = 16, Epochs = 20 },
        });

        Assert.IsNotNull(trainer);
        Assert.AreEqual("Pixels", strategy.Signals[0].Name);
    }

    [TestMethod]
    public void The_page_on_TA_VAAL()
    {
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Heads = [new LossPredictionHead { Ranking = RankingLoss.Logistic }],
            Signals = [new InputPixels()],
        });
        var strategy = ml.ActiveLearning().Strategies.TaVaal(new TaVaalOptions
        {
            Training = VaalTraining.TaskAware with { Width = 16, Epochs = 20 },
        });

        Assert.IsNotNull(trainer);
        CollectionAssert.AreEqual(new[] { "Pixels", "PredictedLoss" }, strategy.Signals.Select(s => s.Name).ToArray());
    }
}
