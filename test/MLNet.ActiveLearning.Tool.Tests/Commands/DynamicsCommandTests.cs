namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class DynamicsCommandTests
{
    [TestMethod]
    public async Task It_writes_the_map_and_the_divergences()
    {
        string folder = Directory.CreateTempSubdirectory("mlnet-al-").FullName;
        try
        {
            (int code, string output, string error) = await Shell.RunAsync(
                $"dynamics --start 40 --test-limit 20 --width 4 --epochs 2 --threads 1 --output {folder}");
            Assert.AreEqual(ExitCode.Done, code, error);
            StringAssert.Contains(output, "Divergence from the true dynamics after epoch 2");
            Assert.AreEqual(41, File.ReadAllLines(Path.Combine(folder, "dataset-map.csv")).Length);
            Assert.AreEqual(3, File.ReadAllLines(Path.Combine(folder, "divergence.csv")).Length);
            StringAssert.StartsWith(File.ReadAllText(Path.Combine(folder, "dataset-map.svg")), "<svg");
            StringAssert.StartsWith(File.ReadAllText(Path.Combine(folder, "divergence.svg")), "<svg");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("--start", "1", "--start is 1; give 2 to ")]
    [DataRow("--tidal-target", "mean", "--tidal-target")]
    public async Task A_wrong_value_is_told_in_one_line(string option, string value, string message)
    {
        (int code, _, string error) = await Shell.RunAsync($"dynamics {option} {value}");
        Assert.AreEqual(ExitCode.BadArguments, code);
        StringAssert.Contains(error, message);
    }
}
