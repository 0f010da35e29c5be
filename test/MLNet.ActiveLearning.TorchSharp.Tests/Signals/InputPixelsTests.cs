using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The images that a model hands to strategies.</summary>
[TestClass]
public sealed class InputPixelsTests
{
    private static readonly MLContext Ml = new(1);
    private static ImageClassificationTransformer trained = null!;

    [ClassInitialize]
    public static void Train(TestContext context) =>
        trained = Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with { Epochs = 1, ScoringBatchSize = 8 }).Fit(TestImages.Bytes(Ml, 32));

    [ClassCleanup]
    public static void Free() => trained.Dispose();

    [TestMethod]
    public void The_column_has_the_dimensions_of_the_images_and_their_normalised_values()
    {
        using ImageClassificationTransformer model = trained.With(new InputPixels());
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 11));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3, TestImages.Side, TestImages.Side), scored.Schema["Pixels"].Type);
        float[] pixels = TestImages.Vectors(scored, "Pixels");
        int size = TestImages.Side * TestImages.Side;
        Assert.AreEqual(11 * 3 * size, pixels.Length);
        Normalization normalization = model.Model.Normalization;
        for (int i = 0; i < pixels.Length; i++)
        {
            int channel = i / size % 3;
            double value = TestImages.Pixels(i / (3 * size))[i % (3 * size)] / 255.0;
            Assert.AreEqual((value - normalization.Mean[channel]) / normalization.StandardDeviation[channel], pixels[i], 1e-5, $"value {i}");
        }
    }

    [TestMethod]
    public void Vaal_chooses_by_the_images_of_a_trained_model()
    {
        using ImageClassificationTransformer model = trained.With(new InputPixels());
        var strategy = Ml.ActiveLearning().Strategies.Vaal(new Strategies.VaalOptions
        {
            Training = new() { Epochs = 2, BatchSize = 16, Width = 2, LatentSize = 4, DiscriminatorSize = 8, Device = ComputeDevice.Cpu },
        });
        IDataView query = Ml.ActiveLearning().Select(
            model.Transform(TestImages.Bytes(Ml, 30, first: 40)), strategy, new SelectorOptions { QuerySize = 5, LabeledRows = model.Transform(TestImages.Bytes(Ml, 9)) });
        Assert.AreEqual(5, query.GetColumn<float>("Utility").Count());
        string message = Assert.ThrowsException<ArgumentException>(
            () => Ml.ActiveLearning().Select(trained.Transform(TestImages.Bytes(Ml, 30)), strategy, querySize: 5)).Message;
        StringAssert.Contains(message, "InputPixels");
    }
}
