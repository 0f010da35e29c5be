using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;

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

    [TestMethod]
    public async Task Features_are_aligned_in_a_run_that_starts_from_a_file_of_weights()
    {
        string weights = FileName("backbone.safetensors");
        using (ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(new NetworkSpec(3, 32, 32, 2)))
        {
            PretrainedWeights.FromNetwork(network, includeClassifier: false).Save(weights);
        }
        string run = $"run --retraining asvp --pretrained {weights} --width 4 --epochs 2 --start 40 --query 20 --rounds 2 --seeds 2 --strategies random@ft,margin --test-limit 50 --threads 1 --no-progress --output {FileName("run")}";
        (int code, string output, string error) = await Shell.RunAsync(run);
        Assert.AreEqual(ExitCode.Done, code, error);
        StringAssert.Contains(output, "margin, seed 1, round 1/2: 40 labels");
        StringAssert.Contains(output, "LP-FT, features 0: PED");
        Assert.IsTrue(Lines(output).Where(l => l.Contains("random@ft", StringComparison.Ordinal)).All(l => !l.Contains("PED", StringComparison.Ordinal)), output);
        StringAssert.Contains(await Fail(run.Replace("--width 4", "--width 8", StringComparison.Ordinal)), "--pretrained");
        StringAssert.Contains(await Fail(run.Replace("--epochs 2", "--epochs 1", StringComparison.Ordinal)), "asvp");
    }

    [TestMethod]
    public async Task The_first_images_can_be_chosen_from_features()
    {
        string weights = FileName("backbone.safetensors"), features = FileName("pool.features");
        using (ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(new NetworkSpec(3, 32, 32, 2)))
        {
            PretrainedWeights.FromNetwork(network, includeClassifier: false).Save(weights);
        }
        (int code, string output, string error) = await Shell.RunAsync($"features --data synthetic --weights {weights} --width 4 --output {features} --threads 1");
        Assert.AreEqual(ExitCode.Done, code, error);
        string run = $"run --strategies random,entropy --rounds 1 --start 30 --width 4 --epochs 1 --seeds 1 --test-limit 30 --threads 1 --quiet --output {FileName("run")}";
        (code, output, error) = await Shell.RunAsync($"{run} --seed-set feature-based --features {features}");
        Assert.AreEqual(ExitCode.Done, code, error);
        (code, string chosen, error) = await Shell.RunAsync($"select feature-based --features {features} --query 30 --format ids");
        Assert.AreEqual(ExitCode.Done, code, error);
        foreach (string strategy in (string[])["random", "entropy"])
        {
            string journal = await File.ReadAllTextAsync(Directory.EnumerateFiles(FileName("run"), "labels.journal", SearchOption.AllDirectories).Single(f => f.Contains(strategy, StringComparison.Ordinal)));
            CollectionAssert.IsSubsetOf(Lines(chosen), journal.Split('"'), strategy);
        }
        StringAssert.Contains(await Fail($"{run} --seed-set coreset"), "go together");
        StringAssert.Contains(await Fail($"{run} --features {features}"), "go together");
        StringAssert.Contains(await Fail($"{run} --seed-set entropy --features {features}"), "reads Score");
        StringAssert.Contains(await Fail($"{run} --seed-set coreset --features {features} --imbalance 10"), "--imbalance");
        StringAssert.Contains(await Fail($"{run} --seed-set coreset --features {FileName("no.features")}"), "no.features");
    }

    private string FileName(string name) => Path.Combine(folder.FullName, name);

    private string Train(MLContext ml, ulong seed, string name)
    {
        ImageDataset images = ImageDatasets.Open("synthetic");
        var options = new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18 with { Width = 4 },
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
