using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class FeaturesCommandTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-test-");

    [TestCleanup]
    public void Delete() => folder.Delete(recursive: true);

    [TestMethod]
    public async Task Rows_are_chosen_from_a_feature_file_with_labels_where_scores_are_needed()
    {
        string path = Write(40);
        string labels = FileName("labels.csv");
        await File.WriteAllLinesAsync(labels, ["Id,Label", .. Enumerable.Range(0, 12).Select(i => $"row-{i},{(i % 2 == 0 ? "even" : "odd")}")]);

        (int code, string output, string error) = await Shell.RunAsync($"select coreset --features {path} --query 5 --format ids");
        Assert.AreEqual(ExitCode.Done, code, error);
        Assert.HasCount(5, Lines(output));

        (code, output, error) = await Shell.RunAsync($"select badge --features {path} --labels {labels} --query 7 --format ids");
        Assert.AreEqual(ExitCode.Done, code, error);
        string[] chosen = Lines(output);
        Assert.HasCount(7, chosen);
        Assert.IsTrue(chosen.All(id => int.Parse(id[4..], System.Globalization.CultureInfo.InvariantCulture) >= 12), output);
        (_, string again, _) = await Shell.RunAsync($"select badge --features {path} --labels {labels} --query 7 --format ids");
        Assert.AreEqual(output, again);
    }

    [TestMethod]
    public async Task What_cannot_be_chosen_from_is_told_with_the_cure()
    {
        string path = Write(10);
        string labels = FileName("labels.csv");
        await File.WriteAllLinesAsync(labels, ["Id,Label", "row-77,even"]);
        StringAssert.Contains(await Fail($"select entropy --features {path} --query 2"), "--labels");
        StringAssert.Contains(await Fail($"select entropy --features {path} --labels {labels} --query 2"), "'row-77'");
        StringAssert.Contains(await Fail($"select entropy scores.csv --features {path} --query 2"), "leave out tables");
        StringAssert.Contains(await Fail($"select entropy scores.csv --labels {labels} --query 2"), "goes with --features");
        StringAssert.Contains(await Fail("select coreset --features nowhere.features --query 2"), "nowhere.features");
        StringAssert.Contains(await Fail("features --output a.features"), "--model-file");
        StringAssert.Contains(await Fail("run --retraining svpp"), "--pretrained");
        StringAssert.Contains(await Fail("run --pretrained a.zip"), "goes with --retraining");
        StringAssert.Contains(await Fail("run --pretrained a.zip --retraining grad-match"), "goes with --retraining");
    }

    [TestMethod]
    public async Task Features_are_computed_once_and_belong_to_their_model()
    {
        var ml = new MLContext(seed: 1);
        string model = Train(ml, seed: 1, "one.zip");
        string other = Train(ml, seed: 2, "two.zip");
        string path = FileName("pool.features");
        (int code, string output, string error) = await Shell.RunAsync($"features --data synthetic --part test --model-file {model} --output {path} --threads 1");
        Assert.AreEqual(ExitCode.Done, code, error);
        StringAssert.Contains(output, "features (FullPrecision)");
        byte[] bytes = await File.ReadAllBytesAsync(path);
        (code, _, error) = await Shell.RunAsync($"features --data synthetic --part test --model-file {model} --output {path} --threads 1");
        Assert.AreEqual(ExitCode.Done, code, error);
        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(path));
        StringAssert.Contains(await Fail($"features --data synthetic --part test --model-file {other} --output {path} --threads 1"), "its model is");
    }

    private string FileName(string name) => Path.Combine(folder.FullName, name);

    private string Train(MLContext ml, ulong seed, string name)
    {
        ImageDataset images = ImageDatasets.Open("synthetic");
        var options = new ImageClassificationOptions
        {
            Architecture = Architectures.Architecture.ResNet18 with { Width = 4 },
            ClassNames = images.ClassNames,
            Epochs = 1,
            Device = ComputeDevice.Cpu,
            Threads = 1,
            Seed = seed,
        };
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(options).Fit(ml.Data.TakeRows(images.Train, 8));
        ml.ActiveLearning().Save(model, null, FileName(name));
        return FileName(name);
    }

    private string Write(int count)
    {
        string path = FileName("some.features");
        using FeatureStoreWriter writer = FeatureStoreWriter.Open(path, new FeatureDescription("test", "none", 6, FeatureType.FullPrecision));
        var random = new SeededRandom(5);
        for (int i = 0; i < count; i++)
        {
            writer.Add($"row-{i}", [.. Enumerable.Range(0, 6).Select(d => (float)(random.NextDouble() + (d == 0 ? i % 2 : 0)))]);
        }
        writer.Flush();
        return path;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> Fail(string arguments)
    {
        (int code, string output, string error) = await Shell.RunAsync(arguments);
        Assert.AreEqual(ExitCode.BadArguments, code, output);
        return error;
    }
}
