using MLNet.ActiveLearning.Experiments.Comparison;
using System.CommandLine;
using MLNet.ActiveLearning.Tool.Commands;
using MLNet.ActiveLearning.Tool.Presets;

namespace MLNet.ActiveLearning.Tool.Tests.Presets;

[TestClass]
public sealed class PresetTests
{
    [TestMethod]
    public void Reported_accuracies_are_read_as_numbers()
    {
        PublishedResults table = ReportedNumbers.Read(PresetCatalog.Find("distil/tab2/bud1000"));
        Assert.AreEqual(15, table.Points.Count);
        Assert.AreEqual(("entropy", 7000), (table.Points[6].Strategy, table.Points[6].LabeledCount));
        Assert.AreEqual(0.843, table.Points[6].Accuracy, 1e-12);
        Assert.AreEqual(0.009, table.Points[6].StandardDeviation, 1e-12);
        Assert.IsTrue(PresetCatalog.All.All(p => ReportedNumbers.Read(p).Remarks.All(r => !r.Contains("(deviation)", StringComparison.Ordinal))));
    }

    public static IEnumerable<object[]> Ids => PresetCatalog.All.Select(p => new object[] { p.Id });

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void Each_preset_is_a_command_line_that_run_accepts_at_full_and_at_small_scale(string id)
    {
        foreach (string scale in new[] { "1", "0.05" })
        {
            RunSettings settings = Read("run", "--data", "x", "--preset", id, "--scale", scale);
            Assert.AreEqual(3, settings.Seeds.Count);
            Assert.IsTrue(settings.Rounds >= 4 && settings.Strategies.Count >= 2, id);
            StringAssert.StartsWith(settings.Protocol, $"{id} at scale {scale}: ");
        }
    }

    [TestMethod]
    public void Ids_are_unique_and_named_after_their_paper()
    {
        Assert.AreEqual(PresetCatalog.All.Count, PresetCatalog.All.DistinctBy(p => p.Id).Count());
        Assert.IsTrue(PresetCatalog.All.All(p => p.Id.Split('/')[0] is "distil" or "tidal" or "disal"));
    }

    [TestMethod]
    public void Options_typed_beside_a_preset_win()
    {
        RunSettings settings = Read("run", "--preset", "distil/tab2/bud3000", "--data", "x", "--epochs", "7", "--strategies=margin,random");
        Assert.AreEqual((7, 3000, 9), (settings.Training.Epochs, settings.Query, settings.Rounds));
        CollectionAssert.AreEqual(new[] { "margin", "random" }, settings.Strategies.Select(s => s.Name).ToArray());
    }

    [TestMethod]
    public void A_scale_shrinks_labels_epochs_width_and_rounds_by_its_rules()
    {
        RunSettings settings = Read("run", "--preset", "distil/tab2/bud1000", "--data", "x", "--scale", "0.1");
        Assert.AreEqual((100, 100, 30, 8), (settings.Start, settings.Query, settings.Training.Epochs, settings.Rounds));
        StringAssert.Contains(settings.Training.Architecture.Name, "-w24");
        var tiny = Scale.Apply(new Dictionary<string, string> { ["start"] = "1000", ["epochs"] = "8", ["rounds"] = "3", ["query"] = "10", ["lr"] = "0.1" }, 0.001);
        Assert.AreEqual("20 8 3 1 0.1", string.Join(' ', tiny["start"], tiny["epochs"], tiny["rounds"], tiny["query"], tiny["lr"]));
    }

    [TestMethod]
    public void An_experiment_file_gives_options_by_name()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{ "data": "x", "strategies": ["random", "badge"], "start": 300, /* small */ "lr": 0.02, }""");
            RunSettings settings = Read("run", "--experiment", path, "--query", "50");
            Assert.AreEqual((300, 50, 0.02), (settings.Start, settings.Query, settings.Training.Optimizer.LearningRate));
            Assert.AreEqual(path, settings.Protocol);
            File.WriteAllText(path, """{ "strategy": "random" }""");
            StringAssert.Contains(Refused("run", "--experiment", path), "'strategy', which is no option of run. Did you mean 'strategies'");
            File.WriteAllText(path, "{ \"start\": \n");
            StringAssert.Contains(Refused("run", "--experiment", path), "line ");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void What_cannot_be_a_preset_or_a_scale_is_refused_with_what_to_do()
    {
        StringAssert.Contains(Refused("run", "--preset", "distil/tab2/bud300", "--data", "x"), "Did you mean 'distil/tab2/bud3000'");
        StringAssert.Contains(Refused("run", "--preset", "tidal/fig3/cifar10"), "is for CIFAR-10; give its folder or zip");
        StringAssert.Contains(Refused("run", "--scale", "0.1"), "give one of them too");
        StringAssert.Contains(Refused("run", "--preset", "tidal/fig3/cifar10", "--data", "x", "--scale", "2"), "at most 1");
        StringAssert.Contains(Refused("run", "--preset"), "has no value");
        StringAssert.Contains(Refused("run", "--experiment", "none.json"), "does not exist");
        StringAssert.Contains(Refused("run", "--experiment", "none.json", "--preset", "tidal/fig3/cifar10"), "together");
    }

    [TestMethod]
    public async Task The_list_names_all_and_one_shows_its_command_line_and_what_was_reported()
    {
        (int code, string output, _) = await Shell.RunAsync("presets");
        Assert.AreEqual(ExitCode.Done, code);
        StringAssert.Contains(output, "distil/fig4/dup10");
        (code, output, _) = await Shell.RunAsync("presets distil/tab2/bud3000");
        Assert.AreEqual(ExitCode.Done, code);
        StringAssert.Contains(output, "mlnet-al run --data PATH --strategies random,entropy,badge --seeds 3 --start 1000 --query 3000");
        StringAssert.Contains(output, "82.2 (1.2)");
    }

    private static RunSettings Read(params string[] args)
    {
        var options = new RunOptions();
        var command = new Command("run");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }
        ParseResult parsed = command.Parse([.. RunArguments.Expand(args, [.. options.All.Select(o => o.Name)]).Skip(1)]);
        Assert.AreEqual(0, parsed.Errors.Count, string.Join(' ', parsed.Errors.Select(e => e.Message)));
        return options.Read(parsed);
    }

    private static string Refused(params string[] args) => Assert.ThrowsException<BadArgumentsException>(() => Read(args)).Message;
}
