using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Saving;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Every built-in network is trained with all heads, scores, and comes back from a file as it was.</summary>
[TestClass]
public sealed class ArchitectureTrainingTests
{
    private const int Side = 32;

    private readonly MLContext ml = new(1);

    [TestMethod]
    [DataRow("resnet50-w4")]
    [DataRow("vgg11-w4")]
    [DataRow("vgg19-w8-d0.5")]
    [DataRow("dla-w8")]
    [DataRow("dla-w16-d0.5")]
    [DataRow("shake-shake14-w8")]
    [DataRow("shake-shake14-w16-d0.5")]
    [DataRow("mnist-net-w4")]
    [DataRow("drn-d-22-w4")]
    [DataRow("drn-d-22-w8-d0.5")]
    public void Heads_and_signals_work_on_it_and_a_loaded_model_scores_bit_for_bit_as_the_saved_one(string name)
    {
        var architecture = (ScalableArchitecture)Architecture.Parse(name);
        ImageClassificationOptions options = TestImages.Options with
        {
            Architecture = architecture,
            Epochs = 2,
            Optimizer = new SgdOptimizer { LearningRate = 0.01 },
            Heads = [new TrainingDynamicsHead { HiddenSize = 8 }, new DynamicInfluenceHead { DynamicScoreColumnName = "Influence" }],
            Signals = [new DeepFoolDistance(), .. architecture.Dropout > 0 ? [new StochasticPasses { Passes = 3 }] : Array.Empty<ScoringSignal>()],
        };
        IDataView view = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 24).Select(i => new Row { Image = TestImages.Pixels(i, Side), Label = TestImages.Classes[i % 3] }).ToList());
        ImageClassificationTrainer trainer = ml.ActiveLearning().Trainers.ImageClassification(options);
        using ImageClassificationTransformer model = trainer.Fit(view);
        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(ml, folder);
        string[] columns = ["Score", "Embedding", "DynamicScore", "Influence", .. architecture.Dropout > 0 ? ["StochasticScore"] : Array.Empty<string>()];
        foreach (string column in columns)
        {
            float[] scored = TestImages.Vectors(model.Transform(view), column);
            Assert.IsTrue(scored.All(float.IsFinite), column);
            CollectionAssert.AreEqual(scored, TestImages.Vectors(loaded.Transform(view), column), column);
        }

        // Gradients go through the network to the images.
        IDataView few = ml.Data.TakeRows(view, 3);
        float[] distances = [.. model.Transform(few).GetColumn<float>("DeepFoolDistance")];
        Assert.IsTrue(distances.All(distance => float.IsFinite(distance) && distance >= 0) && distances.Max() > 0);
        CollectionAssert.AreEqual(distances, loaded.Transform(few).GetColumn<float>("DeepFoolDistance").ToArray());

        Assert.AreEqual<Architecture>(architecture, loaded.Model.Options.Architecture);
        using ImageClassificationTransformer again = trainer.Fit(view);
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(view), "Score"), TestImages.Vectors(again.Transform(view), "Score"), "the same seed");
    }

    private sealed class Row
    {
        [VectorType(3, Side, Side)]
        public byte[] Image { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
