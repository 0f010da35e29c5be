using MLNet.ActiveLearning.Weights;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Pre-training on the command line, cancelled and continued, and a run that starts from its result.</summary>
[TestClass]
public sealed class PretrainCommandTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("pretrain").FullName;

    private string Output => Path.Combine(folder, "backbone.safetensors");

    [TestCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public async Task A_folder_of_images_becomes_weights_that_a_run_takes()
    {
        string images = CreateImages();
        string command = $"pretrain --data {images} --width 4 --epochs 2 --batch 8 --hidden 16 --threads 1 --output {Output}";
        (int code, string output, string error) = await Shell.RunAsync(command);
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        StringAssert.Contains(output, "epoch 2/2: loss ");
        Assert.IsFalse(Directory.Exists($"{Output}.state"));
        Assert.AreEqual("resnet18-w4", PretrainedWeights.Load(Output).Metadata["architecture"]);
        (code, output, error) = await Shell.RunAsync($"weights {Output} --model resnet18 --width 4");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        StringAssert.Contains(output, "resnet18-w4 can start from these weights.");
    }

    [TestMethod]
    public async Task A_cancelled_pre_training_keeps_its_state_and_bad_numbers_are_refused()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        (int code, _, _) = await Shell.RunAsync($"pretrain --data {CreateImages()} --width 4 --epochs 2 --output {Output}", cancelled.Token);
        Assert.AreEqual(ExitCode.Cancelled, code);
        Assert.IsFalse(File.Exists(Output));
        (code, _, string error) = await Shell.RunAsync($"pretrain --data {CreateImages()} --epochs 0 --output {Output}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        StringAssert.Contains(error, "Epochs is 0");
    }

    private string CreateImages()
    {
        for (int i = 0; i < 12; i++)
        {
            string path = Path.Combine(folder, "images", i % 2 == 0 ? "even" : "odd", $"{i}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            byte[] pixels = [.. Enumerable.Range(0, 16 * 16 * 4).Select(p => (byte)((p * (i + 3)) + (p % 4 == 3 ? 255 : 0)))];
            using var image = Microsoft.ML.Data.MLImage.CreateFromPixels(16, 16, Microsoft.ML.Data.MLPixelFormat.Rgba32, pixels);
            image.Save(path);
        }

        return Path.Combine(folder, "images");
    }
}
