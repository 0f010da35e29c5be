using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Training;

namespace Outsider;

[TestClass]
public sealed class OwnNetworkTests
{
    private const int ImageCount = 60;
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly Lazy<ITransformer> Model = new(() => Ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
    {
        Architecture = new StripeNet { Width = 6 },
        Heads = [new DoubtHead { Weight = 0.25 }],
        Signals = [new MirrorGap { ColumnName = "Asymmetry" }],
        Epochs = 6,
        BatchSize = 12,
        Optimizer = new SgdOptimizer { LearningRate = 0.05 },
        Device = ComputeDevice.Cpu,
        Threads = 2,
    }).Fit(SmallImage.View(Ml, ImageCount)));

    [TestMethod]
    public void A_network_and_a_head_from_outside_are_trained_and_write_their_columns()
    {
        IDataView scored = Model.Value.Transform(SmallImage.View(Ml, ImageCount));
        float[] doubts = Plant.Column<float>(scored, "Doubt");
        Assert.AreEqual(ImageCount, doubts.Length);
        Assert.IsTrue(doubts.All(d => d > 0 && d < 1));
        Assert.IsTrue(doubts.Distinct().Count() > 3);
        float[][] scores = Plant.Column<float[]>(scored, "Score");
        int correct = scores.Where((s, i) => Array.IndexOf(s, s.Max()) == Array.IndexOf(ClassOrder(scored), SmallImage.Classes[i % 3])).Count();
        Assert.IsTrue(correct > 50, $"{correct} of {ImageCount}");
    }

    [TestMethod]
    public void A_signal_from_outside_is_computed_when_its_column_is_read()
    {
        IDataView scored = Model.Value.Transform(SmallImage.View(Ml, ImageCount));
        float[] gaps = Plant.Column<float>(scored, "Asymmetry");
        Assert.AreEqual(ImageCount, gaps.Length);
        Assert.IsTrue(gaps.All(g => g is >= 0 and <= 2));
        Assert.IsTrue(gaps.Distinct().Count() > 3);
    }

    [TestMethod]
    public void A_strategy_reads_the_column_of_a_head_from_outside()
    {
        IDataView scored = Model.Value.Transform(SmallImage.View(Ml, ImageCount));
        IDataView query = Ml.ActiveLearning().Select(scored, Ml.ActiveLearning().Strategies.Disal("Doubt"), querySize: 5);
        CollectionAssert.AreEqual(Plant.Column<float>(scored, "Doubt").OrderDescending().Take(5).ToArray(), Plant.Column<float>(query, "Doubt"));
    }

    [TestMethod]
    public void A_new_process_loads_the_saved_model_and_scores_bit_for_bit_the_same()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-outside-");
        try
        {
            string path = Path.Combine(folder.FullName, "model.zip");
            Ml.ActiveLearning().Save(Model.Value, SmallImage.View(Ml, 1).Schema, path);
            using var process = new StartedProcess("OutsideIn.App.dll", path, "20");
            process.EndsWithin(Timeout.Infinite);
            Assert.AreEqual(0, process.ExitCode, process.Output);
            string[] lines = process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            CollectionAssert.AreEqual(ScoreLines.Of(Ml, Model.Value, 20).ToArray(), lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void A_prediction_engine_gives_what_transforming_gives()
    {
        IDataView rows = SmallImage.View(Ml, 8);
        ITransformer chain = Model.Value.Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedName", "PredictedLabel").Fit(Model.Value.Transform(rows)));
        using PredictionEngine<SmallImage, SmallImagePrediction> engine = Ml.Model.CreatePredictionEngine<SmallImage, SmallImagePrediction>(chain);
        SmallImagePrediction[] transformed = [.. Ml.Data.CreateEnumerable<SmallImagePrediction>(chain.Transform(rows), reuseRowObject: false)];
        foreach ((SmallImage image, SmallImagePrediction expected) in SmallImage.Make(8).Zip(transformed))
        {
            SmallImagePrediction got = engine.Predict(image);
            Assert.AreEqual(expected.PredictedName, got.PredictedName);
            for (int c = 0; c < 3; c++)
            {
                // A batch of one may take another path through the kernels.
                Assert.AreEqual(expected.Score[c], got.Score[c], 1e-5);
            }
            Assert.AreEqual(expected.Doubt, got.Doubt, 1e-5);
        }
    }

    [TestMethod]
    public void Options_of_an_architecture_from_outside_are_checked_at_the_door()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => Ml.ActiveLearning().Trainers.ImageClassification(
            new ImageClassificationOptions { Architecture = new StripeNet { Width = 0 }, Epochs = 0 })).Message;
        StringAssert.Contains(message, "Width is 0");
        StringAssert.Contains(message, "Epochs");
    }

    private static string[] ClassOrder(IDataView scored)
    {
        Microsoft.ML.Data.VBuffer<ReadOnlyMemory<char>> names = default;
        scored.Schema["PredictedLabel"].Annotations.GetValue("KeyValues", ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }
}
