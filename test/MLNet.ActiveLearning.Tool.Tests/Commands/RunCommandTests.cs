namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Real runs of tiny networks on the embedded data.</summary>
[TestClass]
public sealed class RunCommandTests
{
    private string folder = "";

    private string Tiny => $"run --rounds 2 --start 12 --query 6 --width 8 --epochs 1 --test-limit 30 --candidates 20 --seeds 1 --threads 1 --output {folder}";

    [TestInitialize]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("run").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public async Task A_run_shows_its_rounds_tables_chart_and_files_and_a_second_one_computes_nothing()
    {
        (int code, string output, string error) = await Shell.RunAsync($"{Tiny} --strategies random,entropy,tidal-entropy,disal");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        StringAssert.Contains(output, "[4/4] disal, seed 1, round 2/2: 18 labels, accuracy ");
        StringAssert.Contains(output, "peak memory");
        foreach (string file in (string[])["results.csv", "results.json", "curves.svg", "report.html"])
        {
            StringAssert.Contains(output, $"wrote        {Path.Combine(folder, file)}");
            Assert.IsTrue(File.Exists(Path.Combine(folder, file)), file);
        }
        string csv = File.ReadAllText(Path.Combine(folder, "results.csv"));
        Assert.AreEqual(1 + (4 * 2), csv.TrimEnd().Split('\n').Length);

        (code, output, error) = await Shell.RunAsync($"{Tiny} --strategies random,entropy,tidal-entropy,disal");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        Assert.AreEqual(8, output.Split("(from an earlier run)").Length - 1);
        Assert.AreEqual(csv, File.ReadAllText(Path.Combine(folder, "results.csv")));

        string html = File.ReadAllText(Path.Combine(folder, "report.html")), json = File.ReadAllText(Path.Combine(folder, "results.json"));
        File.Delete(Path.Combine(folder, "report.html"));
        (code, string report, error) = await Shell.RunAsync($"report {folder}");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        StringAssert.Contains(output, report[report.IndexOf("strategy", StringComparison.Ordinal)..report.IndexOf("Seconds by step", StringComparison.Ordinal)].Trim());
        Assert.AreEqual(html, File.ReadAllText(Path.Combine(folder, "report.html")));
        Assert.AreEqual(json, File.ReadAllText(Path.Combine(folder, "results.json")));
    }

    [TestMethod]
    public async Task A_report_of_no_results_or_damaged_ones_is_refused_in_one_line()
    {
        (int code, _, string error) = await Shell.RunAsync($"report {folder}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        StringAssert.Contains(error, "no run of which a cell is finished");
        File.WriteAllText(Path.Combine(folder, "results.json"), "{ \"format\": ");
        (code, _, error) = await Shell.RunAsync($"report {folder}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        StringAssert.Contains(error, "damaged at line 1");
    }

    [TestMethod]
    public async Task All_strategies_of_a_seed_start_from_the_same_accuracy()
    {
        await Shell.RunAsync($"{Tiny} --strategies random,tidal-margin,disal --quiet");
        string[] first = [.. File.ReadAllLines(Path.Combine(folder, "results.csv")).Skip(1).Select(l => l.Split(',')).Where(f => f[2] == "0").Select(f => f[4])];
        Assert.AreEqual(3, first.Length);
        Assert.AreEqual(1, first.Distinct().Count());
    }

    [TestMethod]
    public async Task A_changed_option_is_refused_in_one_line()
    {
        await Shell.RunAsync($"{Tiny} --strategies random --quiet");
        (int code, _, string error) = await Shell.RunAsync($"{Tiny} --strategies random --lr 0.01");
        Assert.AreEqual(ExitCode.BadArguments, code);
        Assert.AreEqual(
            $"mlnet-al: The folder '{folder}' holds a run with other settings: lr was 0.05 and is now 0.01. Repeat the old settings to continue it, or name another folder.{Environment.NewLine}",
            error);
    }

    [TestMethod]
    public async Task A_cancelled_run_says_how_to_go_on_and_goes_on()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new CancellingWriter("round 1/2", cancellation);
        int code = await Shell.RunAsync($"{Tiny} --strategies random,margin", output, TextWriter.Null, cancellation.Token);
        Assert.AreEqual(ExitCode.Cancelled, code);
        StringAssert.Contains(output.ToString(), $"Cancelled. Run the same command again to continue; the state is in {folder}.");

        (code, string rest, _) = await Shell.RunAsync($"{Tiny} --strategies random,margin");
        Assert.AreEqual(ExitCode.Done, code);
        Assert.AreEqual(1, rest.Split("(from an earlier run)").Length - 1);
    }

    [TestMethod]
    public async Task Update_and_distil_run_too()
    {
        (int code, _, string error) = await Shell.RunAsync($"{Tiny.Replace("--epochs 1", "--epochs 3", StringComparison.Ordinal)} --strategies entropy --retraining update --stopping distil --quiet");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
    }

    [TestMethod]
    public async Task Subset_training_runs_too()
    {
        (int code, _, string error) = await Shell.RunAsync($"{Tiny.Replace("--rounds 2", "--rounds 3", StringComparison.Ordinal)} --strategies random --retraining grad-match --quiet");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
    }

    private sealed class CancellingWriter(string text, CancellationTokenSource cancellation) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                cancellation.Cancel();
            }
        }
    }
}
