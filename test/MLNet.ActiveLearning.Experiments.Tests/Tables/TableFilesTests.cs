using System.Text;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tables;
using MLNet.ActiveLearning.Experiments.Tests.Datasets;
using static MLNet.ActiveLearning.Experiments.Tables.TableColumnKind;

namespace MLNet.ActiveLearning.Experiments.Tests.Tables;

[TestClass]
public sealed class TableFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Files_of_all_kinds_stand_side_by_side()
    {
        NpyWriter.Write(folder["score.npy"], [1, 0, 0.5f, 0.5f], 2, 2);
        Write("table.csv", "Embedding_0,Label\n3,cat\n4,dog\n");
        Write("ids.txt", "first\r\nsecond");
        IDataView view = TableRows.Open(folder["table.csv"],
            new("Id", Id) { File = folder["ids.txt"] }, new("Score", Vector) { File = folder["score.npy"] }, new("Embedding", Vector), new("Label", Label));
        CollectionAssert.AreEqual(new[] { "first", "second" }, view.Texts("Id"));
        CollectionAssert.AreEqual(new[] { "cat", "dog" }, view.Texts("Label"));
        CollectionAssert.AreEqual(new[] { 4f }, view.Vectors("Embedding")[1]);
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, view.Vectors("Score")[1]);
        Assert.AreEqual(2L, view.GetRowCount());
    }

    [TestMethod]
    public void Files_of_different_length_are_refused()
    {
        NpyWriter.Write(folder["3.npy"], [1, 2, 3], 3);
        NpyWriter.Write(folder["2.npy"], [1, 2], 2);
        Write("2.txt", "a\nb\n");
        string message = Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(new("a", Number) { File = folder["3.npy"] }, new("b", Number) { File = folder["2.npy"] })).Message;
        Assert.AreEqual($"'{folder["3.npy"]}' has 3 rows, but '{folder["2.npy"]}' has 2. The files of one table hold the same rows in the same order.", message);
        IDataView late = TableRows.OpenFiles(new("Id", Id) { File = folder["2.txt"] }, new("a", Number) { File = folder["3.npy"] });
        message = Assert.ThrowsException<InvalidDataException>(() => late.Numbers("a")).Message;
        Assert.AreEqual($"'{folder["3.npy"]}' has at least 3 rows, but '{folder["2.txt"]}' has 2. The files of one table hold the same rows in the same order.", message);
    }

    [TestMethod]
    public void Passes_that_count_other_rows_say_how_they_were_read()
    {
        NpyWriter.Write(folder["mc.npy"], new float[12], 2, 3, 2);
        NpyWriter.Write(folder["2.npy"], [1, 2], 2);
        string message = Assert.ThrowsException<InvalidDataException>(() => TableRows.OpenFiles(new("a", Number) { File = folder["2.npy"] }, new("b", Passes) { File = folder["mc.npy"] })).Message;
        StringAssert.Contains(message, "of shape (2, 3, 2) read as (passes, rows, classes) as PassesAxis says, has 3");
    }

    [TestMethod]
    public void An_empty_line_among_ids_is_refused()
    {
        Write("ids.txt", "a\n\nb\n");
        IDataView view = TableRows.OpenFiles(new TableColumn("Id", Id) { File = folder["ids.txt"] });
        Assert.AreEqual($"'{folder["ids.txt"]}', line 2 is empty; there is one id or label on each line.", Assert.ThrowsException<InvalidDataException>(() => view.Texts("Id")).Message);
    }

    [TestMethod]
    [DataRow("x.parquet", "has an ending that is not known")]
    [DataRow("x.npy", "is one array, not a table with named columns")]
    public void Other_formats_are_refused_as_tables(string name, string problem)
    {
        Write(name, "x");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => TableRows.Open(folder[name], new TableColumn("a", Number))).Message, problem);
    }

    [TestMethod]
    public void Missing_files_and_tables_of_nothing_are_refused()
    {
        Assert.ThrowsException<FileNotFoundException>(() => TableRows.Open(folder["none.csv"], new TableColumn("a", Number)));
        Assert.ThrowsException<FileNotFoundException>(() => TableRows.OpenFiles(new TableColumn("a", Number) { File = folder["none.npy"] }));
        Assert.ThrowsException<ArgumentException>(() => TableRows.OpenFiles(new TableColumn("Id", Id)));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => TableRows.OpenFiles(new TableColumn("a", Number) { Source = "b" })).Message, "no table is given");
    }

    [TestMethod]
    public void A_cursor_reports_how_far_it_has_come_and_stops_when_told()
    {
        NpyWriter.Write(folder["x.npy"], new float[10_000], 10_000);
        var reports = new Reports();
        using var stop = new CancellationTokenSource();
        IDataView view = TableFiles.Open(new TableOptions { Columns = [new("a", Number) { File = folder["x.npy"] }], Progress = reports, CancellationToken = stop.Token });
        view.Numbers("a");
        CollectionAssert.AreEqual(new[] { new TableProgress(0, 0), new(4096, 0.4096), new(8192, 0.8192), new(10_000, 1) }, reports.All);
        stop.Cancel();
        Assert.ThrowsException<OperationCanceledException>(() => view.Numbers("a"));
    }

    [TestMethod]
    public void A_header_is_read_alone()
    {
        Write("x.csv", "\"a,b\", c\n\"");
        CollectionAssert.AreEqual(new[] { "a,b", "c" }, TableFiles.ReadHeader(folder["x.csv"]).ToArray());
    }

    private void Write(string name, string text) => folder.Write(name, Encoding.UTF8.GetBytes(text));

    private sealed class Reports : IProgress<TableProgress>
    {
        public List<TableProgress> All { get; } = [];

        public void Report(TableProgress value) => All.Add(value);
    }
}
