using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Weights;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Weight files on the command line.</summary>
[TestClass]
public sealed class WeightsCommandTests
{
    private string folder = "";

    private string File => Path.Combine(folder, "w.safetensors");

    [TestInitialize]
    public void CreateFile()
    {
        folder = Directory.CreateTempSubdirectory("weights").FullName;
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(new NetworkSpec(3, 32, 32, 5));
        PretrainedWeights.FromNetwork(network, includeClassifier: true, new Dictionary<string, string> { ["architecture"] = "resnet18-w4" }).Save(File);
    }

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public async Task Tensors_and_the_report_are_shown()
    {
        (int code, string output, string error) = await Shell.RunAsync($"weights {File} --model resnet18 --width 4");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        StringAssert.Contains(output, "4 x 3 x 3 x 3");
        StringAssert.Contains(output, PretrainedWeights.Load(File).Hash);
        StringAssert.Contains(output, "architecture: resnet18-w4");
        StringAssert.Contains(output, "new: fc.weight");
        StringAssert.Contains(output, "resnet18-w4 can start from these weights.");

        (code, output, _) = await Shell.RunAsync($"weights {File} --model resnet18");
        Assert.AreEqual(ExitCode.Failed, code);
        StringAssert.Contains(output, "conv1.weight is (4, 3, 3, 3) in the file and (64, 3, 3, 3) in the network");
    }

    [TestMethod]
    public async Task A_run_starts_from_weights_and_refuses_those_that_do_not_fit()
    {
        string run = $"run --rounds 1 --start 12 --query 6 --epochs 1 --test-limit 30 --seeds 1 --threads 1 --strategies random --weights {File}";
        (int code, _, string error) = await Shell.RunAsync($"{run} --width 4 --output {Path.Combine(folder, "run")}");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        StringAssert.Contains(System.IO.File.ReadAllText(Path.Combine(folder, "run", "results.json")), PretrainedWeights.Load(File).Hash);
        (code, _, error) = await Shell.RunAsync($"{run} --width 8 --output {Path.Combine(folder, "other")}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        StringAssert.Contains(error, "conv1.weight is (4, 3, 3, 3)");
        System.IO.File.WriteAllText(File, "nothing of use");
        (code, _, error) = await Shell.RunAsync($"weights {File}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        (code, _, error) = await Shell.RunAsync($"weights {File}.not");
        Assert.AreEqual(ExitCode.BadArguments, code);
        StringAssert.Contains(error, "There is no file");
    }
}
