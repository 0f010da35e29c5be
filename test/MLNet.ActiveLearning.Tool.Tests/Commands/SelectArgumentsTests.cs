using MLNet.ActiveLearning.Tool.Tables;

namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class SelectArgumentsTests : IDisposable
{
    private readonly ScoreFiles files = new();

    public void Dispose() => files.Dispose();

    // {0} is a table without scores of the expected name, {1} an array, {2} a folder that does not exist.
    [TestMethod]
    [DataRow("", "Name a strategy, for example 'mlnet-al select entropy scores.csv'; 'mlnet-al strategies' lists them.")]
    [DataRow("entropy", "There is nothing to choose from: give a table such as scores.csv, or arrays such as --signal Score=scores.npy.")]
    [DataRow("entropy {0} --querry 3", "There is no option '--querry'. Did you mean '--query'? 'mlnet-al select --help' lists what there is.")]
    [DataRow("--querry 3", "There is no option '--querry'. Did you mean '--query'? 'mlnet-al select --help' lists what there is.")]
    [DataRow("entropy {0} --query 0", "--query is 0; give at least 1.")]
    [DataRow("entropy {0} --query few", "--query is 'few'; give a whole number.")]
    [DataRow("entropy {0} --threads 0", "--threads is 0; give at least 1.")]
    [DataRow("entropy {0} --seed -1", "--seed is '-1'; a seed is a whole number, 0 or more.")]
    [DataRow("entropy {0} --format jsn", "--format is 'jsn'; give csv, json or ids. Did you mean 'json'?")]
    [DataRow("entropy {0} --passes-axis 2", "--passes-axis is 2; give 0 for arrays (passes, rows, classes) or 1 for (rows, passes, classes).")]
    [DataRow("entropy {0} --separator ;;", "--separator is ';;'; give one character such as ';', or 'tab'.")]
    [DataRow("entropy {0} --signal Score", "--signal is 'Score'; give NAME=FILE or NAME=COLUMN, for example Score=scores.npy or Score=prob_*.")]
    [DataRow("entropy {0} --signal Score=p_* --signal score={1}", "--signal names 'Score' twice; give each signal once.")]
    [DataRow("entropy {0} --output {2}/chosen.csv", "--output: the folder '{2}' does not exist. Create it first.")]
    [DataRow("entropy {0} --signal Score=q_*", "'{0}' has no columns that fit 'q_*'. It has 'p_ant', 'file', 'p_bee', 'p_cat', 'p_dog'.")]
    [DataRow("entropy {0} --signal Score=p_* --id-column name", "'{0}' has no column 'name'. It has 'p_ant', 'file', 'p_bee', 'p_cat', 'p_dog'.")]
    [DataRow("entropy {1}", "'{1}' is one array, not a table with named columns. Say which column it is. For example --signal Score=scores.npy.")]
    [DataRow("entropy {2}.csv", "'{2}.csv' does not exist.")]
    [DataRow("entropy --signal Score=p_* --ids {1}", "Column 'p_*' is to be read from the table, and no table is given. Name its file. For example --signal Score=scores.npy or --ids ids.txt.")]
    public async Task A_bad_argument_gets_one_line(string arguments, string message)
    {
        object[] paths = [files["named.csv"], files["scores.npy"], files["none"]];
        (int code, string output, string error) = await Shell.RunAsync($"select {Fill(arguments)}");
        Assert.AreEqual($"mlnet-al: {Fill(message)}{Environment.NewLine}", error);
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output));

        string Fill(string text) => text.Replace("{0}", (string)paths[0], StringComparison.Ordinal)
            .Replace("{1}", (string)paths[1], StringComparison.Ordinal).Replace("{2}", (string)paths[2], StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("select entropi x.csv", "There is no strategy 'entropi'. Did you mean 'entropy'? 'mlnet-al strategies' lists them.")]
    [DataRow("select entropy x.csv --signal Scor=x.npy", "--signal names 'Scor', which no strategy reads. Did you mean 'Score'? Known: Score,")]
    [DataRow("sellect", "There is no command 'sellect'. Did you mean 'select'?")]
    public async Task Near_names_are_suggested(string arguments, string message)
    {
        (int code, _, string error) = await Shell.RunAsync(arguments);
        StringAssert.StartsWith(error, $"mlnet-al: {message}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
    }

    [TestMethod]
    public async Task A_missing_signal_says_how_to_pass_it()
    {
        (int code, _, string error) = await Shell.RunAsync($"select entropy {files["named.csv"]}");
        Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length));
        StringAssert.StartsWith(
            error,
            $"mlnet-al: Strategy 'entropy' needs the signal 'Score', and the table has none. '{files["named.csv"]}' has the columns p_ant, file, p_bee, p_cat, p_dog. "
            + "Pass it as a file, --signal Score=FILE.npy, or name columns of the table, --signal Score=prob_*. Pass the output of");
    }

    [TestMethod]
    public async Task A_damaged_file_of_mlnet_and_one_beside_other_files_are_refused_in_one_line()
    {
        files.Write("x.idv", ["CML"]);
        foreach (string arguments in (string[])[$"select entropy {files["x.idv"]}", $"select entropy --signal Score={files["x.idv"]}", $"select entropy {files["x.idv"]} {files["named.csv"]}"])
        {
            (int code, _, string error) = await Shell.RunAsync(arguments);
            Assert.AreEqual((ExitCode.BadArguments, 1), (code, error.TrimEnd().Split('\n').Length), error);
            StringAssert.Contains(error, files["x.idv"]);
            StringAssert.Contains(error, ".idv");
        }
    }

    [TestMethod]
    public async Task The_help_has_the_options_and_examples()
    {
        (int code, string output, string error) = await Shell.RunAsync("select --help");
        Assert.AreEqual((ExitCode.Done, ""), (code, error));
        foreach (string part in (string[])["--signal", "--labeled", "--passes-axis", "--query", "Examples:", "mlnet-al select entropy scores.csv"])
        {
            StringAssert.Contains(output, part);
        }
        (_, output, _) = await Shell.RunAsync("run --help");
        Assert.IsFalse(output.Contains("Examples:", StringComparison.Ordinal));
    }
}
