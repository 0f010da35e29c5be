using Microsoft.ML;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Saving;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>What is averaged, when it begins, what it does to the learning rate, and when it is given up.</summary>
[TestClass]
public sealed class WeightAveragingTests
{
    // The rate never changes, so that a training of three epochs goes through the weights of those of one and two.
    private static readonly ImageClassificationOptions Steady = TestImages.Options with { Schedule = new ConstantSchedule() };

    private readonly MLContext ml = new(1);

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("generalization");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Averages_equal_the_recorded_ones_after_each_addition(string name)
    {
        GoldenCase golden = GoldenFile.Case("generalization", name);
        IReadOnlyList<GoldenValue> steps = golden.Inputs["weights_in_order"].Items;
        using var scope = NewDisposeScope();
        using Tensor weight = zeros(steps[0].Shape, ScalarType.Float64);
        using var average = new WeightAverage([weight]);
        for (int i = 0; i < steps.Count; i++)
        {
            weight.copy_(tensor(steps[i].Doubles, steps[i].Shape, ScalarType.Float64));
            average.Add();
            golden.Tolerance.AssertEqual(
                golden.Expected["swa_average_after_each"][i].Doubles, average.Averages.Single().data<double>().ToArray(), $"after {i + 1}");
        }

        average.Apply();
        golden.Tolerance.AssertEqual(golden.Expected["swa_average_after_each"][steps.Count - 1].Doubles, weight.data<double>().ToArray(), "applied");
    }

    [TestMethod]
    public void The_model_has_the_average_of_the_weights_after_each_epoch()
    {
        float[][] epochs = [.. Enumerable.Range(1, 3).Select(count => Parameters(Steady with { Epochs = count }))];
        float[] averaged = Parameters(Steady with { Epochs = 3, WeightAveraging = new WeightAveraging { StartAccuracy = 0 } });
        for (int i = 0; i < averaged.Length; i++)
        {
            Assert.AreEqual(epochs.Average(e => (double)e[i]), averaged[i], 1e-5);
        }
    }

    [TestMethod]
    public void Averaging_that_never_begins_leaves_the_model_as_it_is()
    {
        float[] plain = Parameters(Steady);
        CollectionAssert.AreEqual(plain, Parameters(Steady with { WeightAveraging = new WeightAveraging { StartAccuracy = 0.9999 } }));
        CollectionAssert.AreNotEqual(plain, Parameters(Steady with { WeightAveraging = new WeightAveraging { StartAccuracy = 0 } }));
    }

    [TestMethod]
    public void The_rate_leaves_its_schedule_after_the_first_accurate_epoch_for_the_constant_one()
    {
        const int Epochs = 8;
        double[] rates = Rates(Steady with
        {
            Epochs = Epochs,
            Schedule = new CosineSchedule(),
            Optimizer = new SgdOptimizer { LearningRate = 0.1 },
            WeightAveraging = new WeightAveraging { StartAccuracy = 0, LearningRate = 0.02, AnnealingEpochs = 4 },
        });
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            Assert.AreEqual(LearningRates.WeightAveraging(0.1, epoch, Epochs, 0.02, averagingStart: 0, annealingEpochs: 4), rates[epoch], 1e-12);
        }

        Assert.AreEqual(0.02, rates[^1], 1e-12);
    }

    [TestMethod]
    public void A_training_that_starts_again_discards_its_average()
    {
        // Restarts after epochs 1 and 3; the last average is of epochs 4 and 5, the first of which is under the schedule again.
        var stopping = new DistilStopping { RestartInterval = 2, RestartAccuracy = 1.1, MaximumAccuracy = 1, MinimumDifference = 1e-9, WindowSize = 100 };
        double[] rates = Rates(Steady with
        {
            Epochs = 6,
            Stopping = stopping,
            Optimizer = new SgdOptimizer { LearningRate = 0.1 },
            WeightAveraging = new WeightAveraging { StartAccuracy = 0, LearningRate = 0.01, AnnealingEpochs = 1 },
        });
        double[] expected = [0.1, 0.1, 0.01, 0.1, 0.01];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], rates[i], 1e-12, $"epoch {i + 1}");
        }
    }

    [TestMethod]
    public void An_averaged_model_has_learned_repeats_itself_and_comes_back_from_a_file()
    {
        ImageClassificationOptions options = Steady with
        {
            Epochs = 12, WeightAveraging = new WeightAveraging { StartAccuracy = 0.5 }, Heads = [new Heads.TrainingDynamicsHead { HiddenSize = 8 }],
        };
        IDataView test = TestImages.Bytes(ml, 60, first: 500);
        using ImageClassificationTransformer model = Fit(options, 96);
        uint[] predicted = TestImages.Keys(model.Transform(test), "PredictedLabel");
        double accuracy = predicted.Select((key, i) => TestImages.Classes[key - 1] == TestImages.Classes[(500 + i) % 3] ? 1.0 : 0.0).Average();
        Assert.IsTrue(accuracy > 0.9, $"accuracy {accuracy}");

        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(ml, folder);
        Assert.AreEqual(options.WeightAveraging, loaded.Model.Options.WeightAveraging);
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(test), "Score"), TestImages.Vectors(loaded.Transform(test), "Score"));
        using ImageClassificationTransformer again = Fit(options, 96);
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(test), "Score"), TestImages.Vectors(again.Transform(test), "Score"));
    }

    [TestMethod]
    public void Options_that_cannot_work_are_refused_in_one_message()
    {
        var averaging = new WeightAveraging { StartAccuracy = 1, LearningRate = 0, AnnealingEpochs = 0 };
        string message = Assert.ThrowsExactly<ArgumentException>(
            () => ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions { WeightAveraging = averaging })).Message;
        StringAssert.Contains(message, "3 problems");
        StringAssert.Contains(message, "WeightAveraging.StartAccuracy is 1");
        StringAssert.Contains(message, "WeightAveraging.LearningRate is 0");
        StringAssert.Contains(message, "WeightAveraging.AnnealingEpochs is 0");
        Assert.HasCount(1, new WeightAveraging { StartAccuracy = double.NaN }.FindProblems());
    }

    private ImageClassificationTransformer Fit(ImageClassificationOptions options, int count) =>
        ml.ActiveLearning().Trainers.ImageClassification(options).Fit(TestImages.Bytes(ml, count));

    private double[] Rates(ImageClassificationOptions options)
    {
        var listener = new Listener();
        using ImageClassificationTransformer model = Fit(options with { Observers = [listener] }, 48);
        return [.. listener.Epochs.Select(e => e.LearningRate)];
    }

    private float[] Parameters(ImageClassificationOptions options)
    {
        using ImageClassificationTransformer model = Fit(options, 48);
        return [.. model.Model.Network.parameters().SelectMany(p => p.data<float>().ToArray())];
    }
}
