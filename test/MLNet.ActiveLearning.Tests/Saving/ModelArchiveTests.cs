using System.IO.Compression;
using Microsoft.ML;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Saving;

[TestClass]
public sealed class ModelArchiveTests
{
    [TestMethod]
    public void A_chain_of_our_models_and_those_of_ML_NET_scores_the_same_after_loading()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        IDataView rows = Rows(ml);
        ITransformer chain = Chain(ml, rows);
        string path = folder.File("deep/er/model.zip");
        ml.ActiveLearning().Save(chain, rows.Schema, path);
        ITransformer loaded = new MLContext(seed: 2).ActiveLearning().Load(path, out DataViewSchema? schema);
        CollectionAssert.AreEqual(new[] { "Id", "Truth", "Features" }, schema!.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(Scores(chain.Transform(rows)), Scores(loaded.Transform(rows)));
    }

    [TestMethod]
    public void Without_a_schema_none_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        ml.ActiveLearning().Save(Chain(ml, Rows(ml)), null, folder.File("model.zip"));
        ml.ActiveLearning().Load(folder.File("model.zip"), out DataViewSchema? schema);
        Assert.IsNull(schema);
    }

    [TestMethod]
    public void A_transformer_that_nobody_can_save_is_named_and_an_older_file_stays()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        File.WriteAllText(folder.File("model.zip"), "older");
        ITransformer selector = ml.ActiveLearning().Selector(new RandomStrategy()).Fit(Rows(ml));
        var exception = Assert.ThrowsException<NotSupportedException>(() => ml.ActiveLearning().Save(selector, null, folder.File("model.zip")));
        StringAssert.Contains(exception.Message, nameof(SelectorTransformer));
        Assert.AreEqual("older", File.ReadAllText(folder.File("model.zip")));
        Assert.AreEqual(1, Directory.GetFiles(folder.Path).Length);
    }

    [TestMethod]
    public void A_file_that_is_cut_off_or_no_model_is_refused_with_its_name()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        string path = folder.File("model.zip");
        ml.ActiveLearning().Save(Chain(ml, Rows(ml)), null, path);
        byte[] whole = File.ReadAllBytes(path);
        foreach (byte[] damaged in new[] { whole[..(whole.Length / 2)], whole[..^1], [], "no zip at all"u8.ToArray() })
        {
            File.WriteAllBytes(path, damaged);
            StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => ml.ActiveLearning().Load(path)).Message, path);
        }
    }

    [TestMethod]
    public void A_manifest_of_another_version_or_a_missing_part_is_refused()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        string path = folder.File("model.zip");
        ml.ActiveLearning().Save(Chain(ml, Rows(ml)), null, path);
        Edit(path, "manifest.json", text => text.Replace("\"FormatVersion\": 1", "\"FormatVersion\": 9", StringComparison.Ordinal));
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => ml.ActiveLearning().Load(path)).Message, "9");
        foreach (string manifest in new[] { "{", "null", "{}", "{\"FormatVersion\": 1}", "{\"FormatVersion\": 1, \"Parts\": [null]}" })
        {
            Edit(path, "manifest.json", _ => manifest);
            StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => ml.ActiveLearning().Load(path), manifest).Message, path);
        }
    }

    [TestMethod]
    public void A_reader_that_the_application_does_not_have_is_named()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        string path = folder.File("model.zip");
        ml.ActiveLearning().Save(Chain(ml, Rows(ml)), null, path);
        Edit(path, "manifest.json", text => text.Replace(nameof(CentroidModelReader), "LostReader", StringComparison.Ordinal));
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => ml.ActiveLearning().Load(path)).Message, "LostReader");
    }

    [TestMethod]
    public void A_model_file_of_ML_NET_is_refused_with_the_way_to_load_it()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        IDataView rows = Rows(ml);
        ITransformer model = ml.Transforms.CopyColumns("Copy", "Features").Append(ml.Transforms.CopyColumns("Again", "Copy")).Fit(rows);
        ml.Model.Save(model, rows.Schema, folder.File("model.zip"));
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => ml.ActiveLearning().Load(folder.File("model.zip"))).Message, "Model.Load");
    }

    private static IDataView Rows(MLContext ml) => ml.Data.LoadFromEnumerable(Flower.Draw(50, seed: 3));

    private static ITransformer Chain(MLContext ml, IDataView rows) =>
        ml.Transforms.CopyColumns("Copy", "Features").Append((IEstimator<ITransformer>)new CentroidTrainer(Flower.ClassNames, "Truth")).Fit(rows);

    private static float[] Scores(IDataView view) =>
        [.. Ids.Values<Microsoft.ML.Data.VBuffer<float>>(view, "Score").SelectMany(v => v.DenseValues())];

    private static void Edit(string path, string entryName, Func<string, string> edit)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = zip.GetEntry(entryName)!;
        string text;
        using (var reader = new StreamReader(entry.Open()))
        {
            text = reader.ReadToEnd();
        }
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(entryName).Open());
        writer.Write(edit(text));
    }
}
