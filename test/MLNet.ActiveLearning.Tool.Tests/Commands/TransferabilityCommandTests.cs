using System.Globalization;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class TransferabilityCommandTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-test-");

    [TestCleanup]
    public void Delete() => folder.Delete(recursive: true);

    [TestMethod]
    public async Task Features_that_keep_the_classes_apart_come_first_whatever_the_order_of_files()
    {
        string labels = WriteLabels(60);
        string bad = Write("noise.features", separation: 0, count: 80), good = Write("good.features", separation: 4, count: 80);
        foreach (string files in new[] { $"{bad} {good}", $"{good} {bad}" })
        {
            (int code, string output, string error) = await Shell.RunAsync($"transferability {files} --labels {labels} --threads 1");
            Assert.AreEqual(ExitCode.Done, code, error);
            StringAssert.Contains(output, "60 labelled rows of 3 classes");
            Assert.IsTrue(output.IndexOf("good.features", StringComparison.Ordinal) < output.IndexOf("noise.features", StringComparison.Ordinal), output);
        }
    }

    [TestMethod]
    public async Task Rows_are_drawn_by_the_seed()
    {
        string labels = WriteLabels(60), file = Write("some.features", separation: 1, count: 60);
        string one = await Scores(1), again = await Scores(1), two = await Scores(2);
        StringAssert.Contains(one, "30 labelled rows");
        Assert.AreEqual(one, again);
        Assert.AreNotEqual(one, two);

        async Task<string> Scores(int seed)
        {
            (int code, string output, string error) = await Shell.RunAsync($"transferability {file} --labels {labels} --rows 30 --seed {seed} --threads 1");
            Assert.AreEqual(ExitCode.Done, code, error);
            string row = output.Split('\n').Single(l => l.Contains("some.features", StringComparison.Ordinal));
            return output.Split('\n')[0] + string.Join('|', row.Split('│').Take(6)); // without the seconds
        }
    }

    [TestMethod]
    public async Task What_cannot_be_ranked_is_told_with_the_cure()
    {
        string labels = WriteLabels(60), few = Write("few.features", separation: 1, count: 20);
        StringAssert.Contains(await Fail($"transferability {few}"), "--labels");
        StringAssert.Contains(await Fail($"transferability {few} --labels {labels} --data synthetic"), "--labels");
        StringAssert.Contains(await Fail($"transferability {few} --labels {labels}"), "no features of the labelled row 'row-20'");
        StringAssert.Contains(await Fail($"transferability nowhere.features --labels {labels}"), "nowhere.features");
        StringAssert.Contains(await Fail($"transferability {few} --labels {labels} --rows 0"), "--rows is 0");
        string single = Path.Combine(folder.FullName, "single.csv");
        await File.WriteAllLinesAsync(single, ["Id,Label", "row-0,cat", "row-1,cat"]);
        StringAssert.Contains(await Fail($"transferability {few} --labels {single}"), "1 class, 'cat'");
    }

    private string WriteLabels(int count)
    {
        string path = Path.Combine(folder.FullName, "labels.csv");
        File.WriteAllLines(path, ["Id,Label", .. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"row-{i},class-{i % 3}"))]);
        return path;
    }

    private string Write(string name, double separation, int count)
    {
        string path = Path.Combine(folder.FullName, name);
        using FeatureStoreWriter writer = FeatureStoreWriter.Open(path, new FeatureDescription(name, "none", 4, FeatureType.FullPrecision));
        var random = new SeededRandom(5);
        for (int i = 0; i < count; i++)
        {
            writer.Add($"row-{i}", [.. Enumerable.Range(0, 4).Select(d => (float)(random.NextDouble() + (d == i % 3 ? separation : 0)))]);
        }
        writer.Flush();
        return path;
    }

    private static async Task<string> Fail(string arguments)
    {
        (int code, string output, string error) = await Shell.RunAsync(arguments);
        Assert.AreEqual(ExitCode.BadArguments, code, output);
        return error;
    }
}
