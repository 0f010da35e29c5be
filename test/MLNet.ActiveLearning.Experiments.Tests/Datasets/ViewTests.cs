using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class ViewTests
{
    private readonly IDataView view = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 300, TestCount = 10 }).Train;

    [TestMethod]
    public void Ids_and_labels_are_read_without_touching_pixels()
    {
        using TemporaryFolder folder = new();
        folder.WriteImage("a/1.png");
        folder.WriteImage("b/1.png");
        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0 });
        File.Delete(folder["a/1.png"]);
        File.Delete(folder["b/1.png"]);

        CollectionAssert.AreEqual(new[] { "a/1.png", "b/1.png" }, ReadRows.Texts(set.Train, "Id"));
        CollectionAssert.AreEqual(new[] { "a", "b" }, ReadRows.Texts(set.Train, "Label"));
        Assert.ThrowsException<InvalidDataException>(() => ReadRows.Images(set.Train));
    }

    [TestMethod]
    public void A_column_that_was_not_asked_for_has_no_getter()
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"]]);

        Assert.IsTrue(cursor.IsColumnActive(view.Schema["Id"]));
        Assert.IsFalse(cursor.IsColumnActive(view.Schema["Image"]));
        InvalidOperationException error = Assert.ThrowsException<InvalidOperationException>(
            () => cursor.GetGetter<VBuffer<byte>>(view.Schema["Image"]));
        StringAssert.Contains(error.Message, "'Image' is not active");
    }

    [TestMethod]
    public void A_getter_of_the_wrong_type_is_refused()
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        InvalidOperationException error = Assert.ThrowsException<InvalidOperationException>(
            () => cursor.GetGetter<VBuffer<float>>(view.Schema["Image"]));
        StringAssert.Contains(error.Message, "Column 'Image' is Vector<Byte, 3, 32, 32>");
    }

    [TestMethod]
    public void A_column_of_another_view_is_refused()
    {
        DataViewSchema.Builder builder = new();
        builder.AddColumn("Other", TextDataViewType.Instance);

        ArgumentException error = Assert.ThrowsException<ArgumentException>(() => view.GetRowCursor(builder.ToSchema()));

        StringAssert.Contains(error.Message, "Column 'Other'");
    }

    [TestMethod]
    public void Values_can_be_read_only_while_the_cursor_is_on_a_row()
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<ReadOnlyMemory<char>> getId = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Id"]);
        ReadOnlyMemory<char> id = default;

        Assert.AreEqual(-1, cursor.Position);
        Assert.ThrowsException<InvalidOperationException>(() => getId(ref id));
        while (cursor.MoveNext())
        {
        }

        Assert.AreEqual(-1, cursor.Position);
        Assert.ThrowsException<InvalidOperationException>(() => getId(ref id));
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(100)]
    public void A_cursor_set_gives_every_row_once_and_its_batches_give_the_order(int count)
    {
        DataViewRowCursor[] cursors = view.GetRowCursorSet([view.Schema["Id"]], count);
        List<(long Batch, int Cursor, string Id)> rows = [];
        for (int i = 0; i < cursors.Length; i++)
        {
            ValueGetter<ReadOnlyMemory<char>> getId = cursors[i].GetGetter<ReadOnlyMemory<char>>(view.Schema["Id"]);
            ReadOnlyMemory<char> id = default;
            long last = -1;
            while (cursors[i].MoveNext())
            {
                getId(ref id);
                Assert.IsTrue(cursors[i].Batch >= last);
                last = cursors[i].Batch;
                rows.Add((last, i, id.ToString()));
            }
        }

        Assert.IsTrue(cursors.Length <= count);
        Assert.IsTrue(rows.GroupBy(row => row.Batch).All(batch => batch.Select(row => row.Cursor).Distinct().Count() == 1));
        CollectionAssert.AreEqual(ReadRows.Texts(view, "Id"), rows.OrderBy(row => row.Batch).Select(row => row.Id).ToList());
    }

    [TestMethod]
    public void A_seeded_cursor_gives_the_same_other_order_and_keeps_row_ids()
    {
        List<(string Id, DataViewRowId Row)> Read(int? seed)
        {
            using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"]], seed is int value ? new Random(value) : null);
            ValueGetter<ReadOnlyMemory<char>> getId = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Id"]);
            ValueGetter<DataViewRowId> getRow = cursor.GetIdGetter();
            List<(string, DataViewRowId)> rows = [];
            while (cursor.MoveNext())
            {
                ReadOnlyMemory<char> id = default;
                DataViewRowId row = default;
                getId(ref id);
                getRow(ref row);
                rows.Add((id.ToString(), row));
            }

            return rows;
        }

        List<(string, DataViewRowId)> plain = Read(null);
        List<(string, DataViewRowId)> shuffled = Read(5);

        CollectionAssert.AreEqual(shuffled, Read(5));
        CollectionAssert.AreNotEqual(plain, shuffled);
        CollectionAssert.AreEquivalent(plain, shuffled);
    }

    [TestMethod]
    public void The_row_count_is_known()
    {
        Assert.AreEqual(300, view.GetRowCount());
        Assert.IsTrue(view.CanShuffle);
    }
}
