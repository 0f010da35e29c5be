using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Samples;

namespace MLNet.ActiveLearning.Pools;

[TestClass]
public sealed class PoolTests
{
    private static readonly string[] Colours = ["red", "green", "blue"];

    [TestMethod]
    public void A_new_pool_holds_all_rows_unlabelled()
    {
        using var pool = new ActiveLearningPool(View(5));
        Assert.AreEqual(5, pool.Count);
        Assert.AreEqual((0, 0, 5), (pool.LabeledCount, pool.DeclinedCount, pool.UnlabeledCount));
        CollectionAssert.AreEqual(new[] { "a0", "a1", "a2", "a3", "a4" }, Ids.Of(pool.Unlabeled));
        Assert.AreEqual(0, Ids.Of(pool.Labeled).Length);
    }

    [TestMethod]
    public void Views_keep_the_order_of_the_data_and_new_cursors_show_new_labels()
    {
        using var pool = new ActiveLearningPool(View(5));
        pool.Label("a3", "red");
        pool.Label("a1", "blue");
        pool.Decline("a0", "blurred");
        CollectionAssert.AreEqual(new[] { "a1", "a3" }, Ids.Of(pool.Labeled));
        CollectionAssert.AreEqual(new[] { "a2", "a4" }, Ids.Of(pool.Unlabeled));
        CollectionAssert.AreEqual(new[] { "a0" }, Ids.Of(pool.Declined));
        CollectionAssert.AreEqual(new[] { "blue", "red" }, Ids.Texts(pool.Labeled, "Label"));
        CollectionAssert.AreEqual(new[] { 10f, 30f }, Ids.Values<float>(pool.Labeled, "Value"));
        Assert.AreEqual((2L, 2L, 1L), (pool.Labeled.GetRowCount(), pool.Unlabeled.GetRowCount(), pool.Declined.GetRowCount()));
        Assert.AreEqual((2, 1, 2), (pool.LabeledCount, pool.DeclinedCount, pool.UnlabeledCount));

        pool.Label("a4", "green");
        CollectionAssert.AreEqual(new[] { "blue", "red", "green" }, Ids.Texts(pool.Labeled, "Label"));
        CollectionAssert.AreEqual(new[] { "a3", "a1", "a0", "a4" }, pool.GetEntries().Select(e => e.Id).ToArray());
    }

    [TestMethod]
    public void A_cursor_shows_the_state_in_which_it_was_opened()
    {
        using var pool = new ActiveLearningPool(View(4));
        pool.Label("a1", "red");
        using DataViewRowCursor labeled = pool.Labeled.GetRowCursor(pool.Labeled.Schema);
        using DataViewRowCursor unlabeled = pool.Unlabeled.GetRowCursor(pool.Unlabeled.Schema);
        pool.Label("a2", "blue");
        Assert.AreEqual(1, CountRows(labeled));
        Assert.AreEqual(3, CountRows(unlabeled));
    }

    [TestMethod]
    public void With_class_names_the_label_is_a_key_with_their_numbers_and_names()
    {
        using var pool = new ActiveLearningPool(View(4), new PoolOptions { ClassNames = Colours });
        pool.Label("a0", "blue");
        pool.Label("a3", "red");
        DataViewSchema.Column label = pool.Labeled.Schema["Label"];
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), label.Type);
        CollectionAssert.AreEqual(Colours, KeyNames.Read(label));
        CollectionAssert.AreEqual(new uint[] { 3, 1 }, Ids.Values<uint>(pool.Labeled, "Label"));

        string message = Assert.ThrowsException<ArgumentException>(() => pool.Label("a1", "pink")).Message;
        StringAssert.Contains(message, "'pink'");
        StringAssert.Contains(message, "red, green, blue");
    }

    [TestMethod]
    public void Class_names_that_repeat_or_are_fewer_than_two_are_refused()
    {
        Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(View(2), new PoolOptions { ClassNames = ["one"] }));
        Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(View(2), new PoolOptions { ClassNames = ["one", "two", "one"] }));
    }

    [TestMethod]
    public void An_acquired_label_hides_a_label_column_of_the_data()
    {
        var view = new SyntheticView(3, SyntheticColumn.Text("Id", p => $"a{p}"), SyntheticColumn.Text("Label", _ => "wrong"));
        using var pool = new ActiveLearningPool(view);
        pool.Label("a2", "right");
        CollectionAssert.AreEqual(new[] { "right" }, Ids.Texts(pool.Labeled, "Label"));
        Assert.AreEqual("wrong", Ids.Texts(pool.Unlabeled, "Label")[0]);
    }

    [TestMethod]
    public void A_second_label_for_a_row_is_refused_and_says_which_it_has()
    {
        using var pool = new ActiveLearningPool(View(4));
        pool.Label("a1", "red");
        pool.Decline("a2", "empty image");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => pool.Label("a1", "red")).Message, "labelled 'red' already");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => pool.Label("a2", "red")).Message, "declined already ('empty image')");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => pool.Decline("a1", "x")).Message, "'a1'");
    }

    [TestMethod]
    public void A_row_that_is_not_in_the_pool_is_refused_by_its_id()
    {
        using var pool = new ActiveLearningPool(View(4));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => pool.Label("A1", "red")).Message, "'A1'");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => pool.Decline("b", "x")).Message, "'b'");
    }

    [TestMethod]
    public void Of_several_entries_all_are_added_or_none()
    {
        using var pool = new ActiveLearningPool(View(4));
        LabelEntry[] twice = [LabelEntry.Labeled("a0", "red"), LabelEntry.Labeled("a1", "red"), LabelEntry.Declined("a0", "x")];
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => pool.Add(twice)).Message, "given twice");
        Assert.ThrowsException<ArgumentException>(() => pool.Add([LabelEntry.Labeled("a0", "red"), LabelEntry.Labeled("zz", "red")]));
        Assert.AreEqual(0, pool.GetEntries().Count);
        pool.Add(twice[..2]);
        pool.Add([]);
        Assert.AreEqual(2, pool.LabeledCount);
        Assert.AreEqual("red", pool.Find("a0")!.Label);
        Assert.IsNull(pool.Find("a2"));
    }

    [TestMethod]
    public void Labels_and_ids_that_are_empty_or_no_valid_Unicode_are_refused()
    {
        Assert.ThrowsException<ArgumentException>(() => LabelEntry.Labeled("a", ""));
        Assert.ThrowsException<ArgumentException>(() => LabelEntry.Labeled("", "red"));
        Assert.ThrowsException<ArgumentException>(() => LabelEntry.Declined("a", ""));
        Assert.ThrowsException<ArgumentException>(() => LabelEntry.Labeled("a", "half \ud83d"));
        Assert.ThrowsException<ArgumentException>(() => LabelEntry.Labeled("\udc00", "red"));
        Assert.AreEqual("😀", LabelEntry.Labeled("a", "😀").Label);
    }

    [TestMethod]
    public void Labels_may_come_while_cursors_read()
    {
        const int count = 400;
        using var pool = new ActiveLearningPool(View(count), new PoolOptions { ClassNames = Colours });
        Task[] writers = [.. Enumerable.Range(0, 2).Select(w => Task.Run(() =>
        {
            for (int i = w; i < count; i += 2)
            {
                if (i % 10 == 0)
                {
                    pool.Decline($"a{i}", "tenth");
                }
                else
                {
                    pool.Label($"a{i}", Colours[i % 3]);
                }
            }
        }))];
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            int before = 0;
            while (before < count * 9 / 10)
            {
                string[] ids = Ids.Of(pool.Labeled);
                Assert.IsTrue(ids.Length >= before, "labels never disappear");
                foreach ((string id, uint key) in ReadKeys(pool.Labeled))
                {
                    Assert.AreEqual((uint)(int.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture) % 3) + 1, key, id);
                }
                before = ids.Length;
            }
        }))];
        Task.WaitAll([.. writers, .. readers]);
        Assert.AreEqual((360, 40, 0), (pool.LabeledCount, pool.DeclinedCount, pool.UnlabeledCount));
    }

    private static List<(string Id, uint Key)> ReadKeys(IDataView view)
    {
        var found = new List<(string, uint)>();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Id"], view.Schema["Label"]]);
        var id = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Id"]);
        var label = cursor.GetGetter<uint>(view.Schema["Label"]);
        ReadOnlyMemory<char> text = default;
        uint key = 0;
        while (cursor.MoveNext())
        {
            id(ref text);
            label(ref key);
            found.Add((text.ToString(), key));
        }
        return found;
    }

    private static int CountRows(DataViewRowCursor cursor)
    {
        int count = 0;
        while (cursor.MoveNext())
        {
            Assert.AreEqual(count, cursor.Position);
            count++;
        }
        return count;
    }

    private static SyntheticView View(int count) => new(
        count, SyntheticColumn.Text("Id", p => $"a{p}"), SyntheticColumn.Single("Value", p => p * 10));
}
