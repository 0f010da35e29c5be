using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Tables;

namespace MLNet.ActiveLearning.Experiments.Tests.Tables;

[TestClass]
public sealed class BinaryTableTests
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"table-{Guid.NewGuid():N}.idv");

    [TestCleanup]
    public void Delete() => File.Delete(path);

    [TestMethod]
    public void A_table_saved_by_mlnet_gives_its_columns_and_others_under_their_new_names()
    {
        Save();
        IDataView view = TableFiles.Open(new TableOptions
        {
            Files = [path],
            Columns = [new TableColumn("Id", TableColumnKind.Id) { Source = "File" }, new TableColumn("Score", TableColumnKind.Vector), new TableColumn("Embedding", TableColumnKind.Vector)],
        });
        CollectionAssert.AreEqual(new[] { "a", "b" }, view.GetColumn<string>("Id").ToArray());
        CollectionAssert.AreEqual(new[] { 0.25f, 0.75f }, view.GetColumn<float[]>("Score").Last());
        Assert.IsNull(view.Schema.GetColumnOrNull("Embedding"), "a column that is neither there nor required");
        CollectionAssert.AreEquivalent(new[] { "File", "Score" }, TableFiles.ReadHeader(path).ToArray());
    }

    [TestMethod]
    public void Columns_that_are_missing_patterns_and_other_files_are_refused_with_the_names_that_are_there()
    {
        Save();
        StringAssert.Contains(Refused(new TableColumn("Id", TableColumnKind.Id)), "no column 'Id'. It has File, Score");
        StringAssert.Contains(Refused(new TableColumn("Score", TableColumnKind.Vector) { Source = "p_*" }), "name the column");
        StringAssert.Contains(Refused(new TableColumn("Embedding", TableColumnKind.Vector) { File = "x.npy" }), "only table");
    }

    private string Refused(TableColumn column) =>
        Assert.ThrowsException<ArgumentException>(() => TableFiles.Open(new TableOptions { Files = [path], Columns = [column] })).Message;

    private void Save()
    {
        var ml = new MLContext(seed: 1);
        using FileStream file = File.Create(path);
        try
        {
            ml.Data.SaveAsBinary(ml.Data.LoadFromEnumerable([new Row { File = "a", Score = [0.5f, 0.5f] }, new Row { File = "b", Score = [0.25f, 0.75f] }]), file);
        }
        catch (NotSupportedException e)
        {
            Assert.Inconclusive($"Skipped: {e.Message}");
        }
    }

    private sealed class Row
    {
        public string File { get; set; } = "";

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }
}
