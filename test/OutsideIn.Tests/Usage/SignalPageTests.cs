using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;
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
}
