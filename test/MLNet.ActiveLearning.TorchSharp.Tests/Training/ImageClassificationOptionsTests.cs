using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;

namespace MLNet.ActiveLearning.Training;

[TestClass]
public sealed class ImageClassificationOptionsTests
{
    [TestMethod]
    public void The_defaults_are_those_of_the_fixed_epoch_protocol()
    {
        var options = new ImageClassificationOptions();
        Assert.AreEqual(Architecture.ResNet18, options.Architecture);
        Assert.AreEqual(new SgdOptimizer { LearningRate = 0.1, Momentum = 0.9, WeightDecay = 5e-4 }, options.Optimizer);
        Assert.AreEqual(128, options.BatchSize);
        Assert.AreEqual(new FlipAndCrop { Padding = 4, FlipProbability = 0.5 }, options.Augmentation);
        Assert.AreEqual(0.1, options.Schedule.GetLearningRate(0.1, new TrainingClock(23, 30, 0, 0)), 1e-12);
        Assert.AreEqual(0.01, options.Schedule.GetLearningRate(0.1, new TrainingClock(24, 30, 0, 0)), 1e-12);
        new MLContext().ActiveLearning().Trainers.ImageClassification(options);
    }

    [TestMethod]
    public void All_problems_are_named_in_one_message()
    {
        var options = new ImageClassificationOptions
        {
            Epochs = 0,
            BatchSize = 1,
            LabelColumnName = "",
            Threads = 0,
            ClassNames = ["a", "a"],
            Heads = [new TrainingDynamicsHead(), new TrainingDynamicsHead()],
            Optimizer = new SgdOptimizer { LearningRate = -1, Momentum = 1 },
            Schedule = new MultiStepSchedule { Factor = 2 },
            Augmentation = new FlipAndCrop { FlipProbability = 1.5 },
            Normalization = new Normalization { Mean = [0.5], StandardDeviation = [0] },
        };
        string message = Message(options);
        string[] parts =
        [
            "Epochs is 0; give at least 1", "BatchSize is 1; give at least 2", "LabelColumnName is empty", "Threads is 0",
            "ClassNames holds 'a' 2 times", "Heads holds 'training-dynamics' 2 times", "Column 'DynamicScore' would be written 2 times",
            "Optimizer.LearningRate is -1", "Optimizer.Momentum is 1", "Schedule.Factor is 2", "FlipProbability is 1.5", "StandardDeviation holds 0",
        ];
        foreach (string part in parts)
        {
            StringAssert.Contains(message, part);
        }
    }

    [TestMethod]
    public void Distil_stopping_needs_two_epochs() =>
        StringAssert.Contains(Message(new() { Epochs = 1, Stopping = new DistilStopping() }), "DistilStopping trains at most Epochs - 1");

    [TestMethod]
    public void A_null_part_is_named() => StringAssert.Contains(Message(new() { Optimizer = null! }), "Optimizer is null");

    [TestMethod]
    public void Normalizations_are_equal_by_value()
    {
        Assert.AreEqual(Normalization.Cifar, new Normalization { Mean = [0.4914, 0.4822, 0.4465], StandardDeviation = [0.2023, 0.1994, 0.2010] });
        Assert.AreNotEqual(Normalization.Cifar, Normalization.ImageNet);
    }

    [TestMethod]
    public void The_description_of_a_trainer_changes_with_its_options()
    {
        TrainerCatalog trainers = new MLContext().ActiveLearning().Trainers;
        string one = trainers.ImageClassification(epochs: 3).Description;
        Assert.AreEqual(one, trainers.ImageClassification(epochs: 3).Description);
        Assert.AreNotEqual(one, trainers.ImageClassification(epochs: 4).Description);
        StringAssert.Contains(one, "ResNet");
    }

    private static string Message(ImageClassificationOptions options) => Assert.ThrowsException<ArgumentException>(
        () => new MLContext().ActiveLearning().Trainers.ImageClassification(options)).Message;
}
