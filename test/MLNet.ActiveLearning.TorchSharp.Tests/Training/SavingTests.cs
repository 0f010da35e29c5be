using Microsoft.ML;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Training;

/// <summary>Saved models come back as they were, and damaged ones are refused.</summary>
[TestClass]
public sealed class SavingTests
{
    private readonly MLContext ml = new(1);

    [TestMethod]
    public void A_loaded_model_scores_bit_for_bit_as_the_saved_one()
    {
        ImageClassificationOptions options = TestImages.Options with
        {
            Heads = [new TrainingDynamicsHead { HiddenSize = 8 }],
            Normalization = Normalization.FromTrainingData,
            Schedule = new MultiStepSchedule { MilestoneFractions = [0.5, 0.75] },
            Observers = [new Listener()],
        };
        IDataView view = TestImages.Bytes(ml, 40);
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(options).Fit(view);
        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(ml, folder);
        foreach (string column in new[] { "Score", "Embedding", "DynamicScore" })
        {
            CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(view), column), TestImages.Vectors(loaded.Transform(view), column), column);
        }

        CollectionAssert.AreEqual(model.Model.ClassNames.ToArray(), loaded.Model.ClassNames.ToArray());
        Assert.AreEqual(model.Model.Normalization, loaded.Model.Normalization);
        Assert.AreEqual(options.Architecture, loaded.Model.Options.Architecture);
        Assert.AreEqual(options.Heads[0], loaded.Model.Options.Heads[0]);
        Assert.AreEqual(options.Optimizer, loaded.Model.Options.Optimizer);
        Assert.AreEqual(0, loaded.Model.Options.Observers.Count);
    }

    [TestMethod]
    public void A_model_file_can_be_trained_on()
    {
        IDataView view = TestImages.Bytes(ml, 40);
        ImageClassificationTrainer trainer = ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options);
        using ImageClassificationTransformer model = trainer.Fit(view);
        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);
        ISavableModel loaded = new ImageClassificationModelReader().Load(ml, folder);
        using ImageClassificationTransformer next = trainer.Fit(view, new Retraining.TrainingContext { Previous = loaded });
        Assert.AreEqual(120, TestImages.Vectors(next.Transform(view), "Score").Length);
    }

    [TestMethod]
    public void Damaged_parts_are_refused()
    {
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options).Fit(TestImages.Bytes(ml, 20));
        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);

        byte[] weights = folder.Parts["network.dat"];
        folder.Parts["network.dat"] = weights[..(weights.Length / 2)];
        Refuse(folder, "network.dat");
        folder.Parts["network.dat"] = weights;

        string text = folder.GetText("model.json");
        folder.SetText("model.json", text[..100]);
        Refuse(folder, "description");
        folder.SetText("model.json", text.Replace("\"FormatVersion\":1", "\"FormatVersion\":99", StringComparison.Ordinal));
        Refuse(folder, "format version 99");
        folder.SetText("model.json", text.Replace(typeof(TinyNet).FullName!, "System.Text.StringBuilder", StringComparison.Ordinal));
        Refuse(folder, "System.Text.StringBuilder");
        folder.SetText("model.json", text.Replace(typeof(TinyNet).FullName!, typeof(SgdOptimizer).FullName!, StringComparison.Ordinal)
            .Replace("TorchSharp.Tests", "TorchSharp", StringComparison.Ordinal));
        Refuse(folder, "is not a Architecture");
    }

    [TestMethod]
    public void ML_NET_s_own_file_format_is_refused_with_a_cure()
    {
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options).Fit(TestImages.Bytes(ml, 20));
        using var stream = new MemoryStream();
        InvalidOperationException exception = Assert.ThrowsException<InvalidOperationException>(
            () => ml.Model.Save(model, TestImages.Bytes(ml, 1).Schema, stream));
        StringAssert.Contains(exception.Message, "ml.ActiveLearning().Save");
    }

    [TestMethod]
    public void A_chain_is_saved_and_loaded_as_one_file()
    {
        string path = Path.Combine(Path.GetTempPath(), $"al-{Guid.NewGuid():N}.zip");
        try
        {
            IDataView view = TestImages.Bytes(ml, 30);
            var chain = ml.Transforms.Conversion.MapValueToKey("Label")
                .Append(ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options)).Fit(view);
            ml.ActiveLearning().Save(chain, view.Schema, path);
            ITransformer loaded = ml.ActiveLearning().Load(path);
            CollectionAssert.AreEqual(TestImages.Vectors(chain.Transform(view), "Score"), TestImages.Vectors(loaded.Transform(view), "Score"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Refuse(MemoryFolder folder, string part) => StringAssert.Contains(
        Assert.ThrowsException<InvalidDataException>(() => new ImageClassificationModelReader().Load(ml, folder)).Message, part);
}
