using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Tool.Strategies;
using MLNet.ActiveLearning.Tool.Tables;

namespace MLNet.ActiveLearning.Tool.Commands;

[TestClass]
public sealed class SelectCommandTests : IDisposable
{
    private const int Query = 20;
    private readonly ScoreFiles files = new();

    public void Dispose() => files.Dispose();

    [TestMethod]
    [DataRow("entropy")]
    [DataRow("margin")]
    [DataRow("least-confidence")]
    [DataRow("random")]
    public async Task The_rows_are_those_of_the_library_whatever_the_format_of_the_input(string strategy)
    {
        string expected = SelectInMemory(strategy, files.Ids);
        string common = $"{strategy} --query {Query} --seed 7";
        Assert.AreEqual(expected, await SelectAsync($"{common} {files["scores.csv"]}"));
        Assert.AreEqual(expected, await SelectAsync($"{common} --signal Score={files["scores.npy"]} --ids {files["ids.txt"]}"));
        string named = await SelectAsync($"{common} {files["named.csv"]} --signal score=p_* --id-column file");
        Assert.AreEqual(expected, named.Replace("\"row-", "row-", StringComparison.Ordinal).Replace(",x.png\"", "", StringComparison.Ordinal));
        string numbers = SelectInMemory(strategy, [.. Enumerable.Range(0, ScoreFiles.RowCount).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        Assert.AreEqual(numbers, await SelectAsync($"{common} --signal Score={files["scores.npy"]}"));
    }

    [TestMethod]
    public async Task Parts_of_a_table_are_chosen_from_as_one()
    {
        string[] lines = File.ReadAllLines(files["scores.csv"]);
        files.Write("1.csv", lines[..100]);
        files.Write("2.csv", [lines[0], .. lines[100..]]);
        Assert.AreEqual(await SelectAsync($"entropy {files["scores.csv"]}"), await SelectAsync($"entropy {files["1.csv"]} {files["2.csv"]}"));
    }

    [TestMethod]
    public async Task Ids_and_json_hold_what_csv_holds()
    {
        string[][] rows = [.. (await SelectAsync($"margin {files["scores.csv"]} --query 3")).TrimEnd().Split('\n').Skip(1).Select(l => l.Split(','))];
        Assert.AreEqual(string.Concat(rows.Select(r => r[1] + "\n")), await SelectAsync($"margin {files["scores.csv"]} --query 3 --format ids"));

        using var json = JsonDocument.Parse(await SelectAsync($"margin {files["scores.csv"]} --query 3 --seed 9 --format JSON"));
        Assert.AreEqual("margin", json.RootElement.GetProperty("strategy").GetString());
        Assert.AreEqual(9UL, json.RootElement.GetProperty("seed").GetUInt64());
        foreach ((int rank, JsonElement row) in json.RootElement.GetProperty("rows").EnumerateArray().Index())
        {
            Assert.AreEqual(rank, row.GetProperty("rank").GetInt32());
            Assert.AreEqual(rows[rank][1], row.GetProperty("id").GetString());
            Assert.AreEqual(rows[rank][2], row.GetProperty("position").GetInt64().ToString(CultureInfo.InvariantCulture));
            Assert.AreEqual(float.Parse(rows[rank][3], CultureInfo.InvariantCulture), row.GetProperty("utility").GetSingle());
        }
    }

    [TestMethod]
    public async Task Ids_with_separators_are_quoted_and_ids_with_lines_are_refused_where_each_has_one()
    {
        files.Write("odd.csv", ["id,Score_0,Score_1", "\"a,\"\"b\"\"\nc\",0.5,0.5"]);
        Assert.AreEqual("rank,id,position,utility\n0,\"a,\"\"b\"\"\nc\",0,0.6931472\n", await SelectAsync($"entropy {files["odd.csv"]}"));
        (int code, string output, string error) = await Shell.RunAsync($"select entropy {files["odd.csv"]} --format ids");
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output));
        StringAssert.Contains(error, "the id of the row at position 0 has several lines. Use --format csv or json.");
    }

    [TestMethod]
    public async Task A_query_larger_than_the_table_chooses_all()
    {
        string csv = await SelectAsync($"entropy {files["scores.csv"]} --query 100000");
        Assert.AreEqual(1 + ScoreFiles.RowCount, csv.TrimEnd().Split('\n').Length);
    }

    [TestMethod]
    public async Task The_output_file_is_replaced_whole_or_not_at_all()
    {
        string[] before = files.List();
        string path = files["chosen.csv"];
        File.WriteAllText(path, "old");
        (int code, string output, string error) = await Shell.RunAsync($"select entropy {files["named.csv"]} --query 3 --output {path}");
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output), error);
        Assert.AreEqual("old", File.ReadAllText(path));

        files.Write("odd.csv", ["id,Score_0,Score_1", "\"a\nb\",0.5,0.5"]);
        (code, _, _) = await Shell.RunAsync($"select entropy {files["odd.csv"]} --format ids --output {path}");
        Assert.AreEqual(ExitCode.BadArguments, code, "This one fails when it writes.");
        Assert.AreEqual("old", File.ReadAllText(path));

        string expected = await SelectAsync($"entropy {files["scores.csv"]} --query 3");
        Assert.AreEqual("", await SelectAsync($"entropy {files["scores.csv"]} --query 3 --output {path}"));
        Assert.AreEqual(expected, File.ReadAllText(path));
        CollectionAssert.AreEquivalent(before.Concat(["chosen.csv", "odd.csv"]).ToArray(), files.List(), "No unfinished file is left.");
    }

    [TestMethod]
    public async Task A_bad_file_leaves_standard_output_empty_and_says_where()
    {
        files.Write("bad.csv", ["id,Score[0],Score[1]", "a,0.5,0.5", "b,0.5,x"]);
        (int code, string output, string error) = await Shell.RunAsync($"select entropy {files["bad.csv"]}");
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output));
        Assert.AreEqual($"mlnet-al: '{files["bad.csv"]}', line 3, column 3 (Score[1]): 'x' is not a number; write numbers as 0.25 or 1e-5.{Environment.NewLine}", error);

        files.Write("logits.csv", ["id,Score[0],Score[1]", "a,0.5,0.5", "b,3,-2"]);
        (code, output, error) = await Shell.RunAsync($"select entropy {files["logits.csv"]}");
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output));
        StringAssert.StartsWith(error, "mlnet-al: Column 'Score' of the row with id 'b' (position 1) has a negative value;");
        Assert.AreEqual(1, error.TrimEnd().Split('\n').Length);
    }

    [TestMethod]
    public async Task A_cancelled_selection_writes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        string path = files["chosen.csv"];
        (int code, string output, string error) = await Shell.RunAsync($"select entropy {files["scores.csv"]} --output {path}", cancellation.Token);
        Assert.AreEqual((ExitCode.Cancelled, "", $"Cancelled.{Environment.NewLine}"), (code, output, error));
        Assert.IsFalse(File.Exists(path));
    }

    [TestMethod]
    public async Task Rows_that_the_strategy_does_not_use_are_noted_on_standard_error()
    {
        string arguments = $"entropy {files["scores.csv"]} --query 3 --labeled {files["scores.csv"]}";
        (int code, string output, string error) = await Shell.RunAsync($"select {arguments}");
        Assert.AreEqual((ExitCode.Done, $"Note: strategy 'entropy' does not use --labeled.{Environment.NewLine}"), (code, error));
        Assert.AreEqual(await SelectAsync($"{arguments} --quiet"), output);
    }

    private static async Task<string> SelectAsync(string arguments)
    {
        (int code, string output, string error) = await Shell.RunAsync($"select {arguments}");
        Assert.AreEqual((ExitCode.Done, ""), (code, error), arguments);
        return output;
    }

    // What a program that has the rows in memory would write.
    private string SelectInMemory(string strategy, IReadOnlyList<string> ids)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Score)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, ScoreFiles.ClassCount);
        IDataView view = ml.Data.LoadFromEnumerable(ids.Zip(files.Scores, (id, score) => new Row { Id = id, Score = score }), schema);
        ActiveLearningCatalog learning = ml.ActiveLearning();
        IDataView chosen = learning.Select(view, StrategyRegistry.Find(strategy).Create(learning.Strategies), Query, seed: 7);
        string[] rows = [.. chosen.GetColumn<ReadOnlyMemory<char>>("Id").Zip(chosen.GetColumn<float>("Utility"), chosen.GetColumn<int>("Rank")).Select(r =>
            string.Create(CultureInfo.InvariantCulture, $"{r.Third},{r.First},{ids.Index().First(i => i.Item == r.First.ToString()).Index},{r.Second:R}\n"))];
        Assert.AreEqual(Query, rows.Length);
        return "rank,id,position,utility\n" + string.Concat(rows);
    }

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
