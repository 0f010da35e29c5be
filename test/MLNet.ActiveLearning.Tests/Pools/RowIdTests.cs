using Microsoft.ML.Data;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Pools;

[TestClass]
public sealed class RowIdTests
{
    public static IEnumerable<object[]> IdColumns =>
    [
        [SyntheticColumn.Text("Id", p => $"größe {p} 😀"), "größe 2 😀"],
        [SyntheticColumn.Of("Id", NumberDataViewType.SByte, p => (sbyte)(p - 4)), "-2"],
        [SyntheticColumn.Of("Id", NumberDataViewType.Byte, p => (byte)(p + 250)), "252"],
        [SyntheticColumn.Of("Id", NumberDataViewType.Int16, p => (short)-p), "-2"],
        [SyntheticColumn.Of("Id", NumberDataViewType.UInt16, p => (ushort)(65000 + p)), "65002"],
        [SyntheticColumn.Of("Id", NumberDataViewType.Int32, p => (int)(int.MinValue + p)), "-2147483646"],
        [SyntheticColumn.Of("Id", NumberDataViewType.UInt32, p => (uint)(uint.MaxValue - p)), "4294967293"],
        [SyntheticColumn.Of("Id", NumberDataViewType.Int64, p => long.MinValue + p), "-9223372036854775806"],
        [SyntheticColumn.Of("Id", NumberDataViewType.UInt64, p => ulong.MaxValue - (ulong)p), "18446744073709551613"],
        [SyntheticColumn.Of("Id", new KeyDataViewType(typeof(byte), 9), p => (byte)(p + 1)), "3"],
        [SyntheticColumn.Of("Id", new KeyDataViewType(typeof(ushort), 9), p => (ushort)(p + 1)), "3"],
        [SyntheticColumn.Of("Id", new KeyDataViewType(typeof(uint), 9), p => (uint)(p + 1)), "3"],
        [SyntheticColumn.Of("Id", new KeyDataViewType(typeof(ulong), 9), p => (ulong)(p + 1)), "3"],
        [SyntheticColumn.Of("Id", RowIdDataViewType.Instance, p => new DataViewRowId((ulong)p, ulong.MaxValue)), "0000000000000002ffffffffffffffff"],
    ];

    [TestMethod]
    [DynamicData(nameof(IdColumns))]
    public void Any_whole_number_key_row_id_or_text_identifies_a_row(object column, string third)
    {
        var ids = (SyntheticColumn)column;
        var view = new SyntheticView(5, ids, SyntheticColumn.Single("Value", p => p));
        using (var pool = new ActiveLearningPool(view))
        {
            pool.Label(third, "x");
            Assert.AreEqual(2f, Ids.Values<float>(pool.Labeled, "Value").Single());
            Assert.AreEqual(4, Ids.Of(pool.Unlabeled).Length);
        }
        var chosen = RowSelection.Select(view, "Id", new DisalStrategy("Value"), new SelectionContext { QuerySize = 5, Seed = 0 }, chunkSize: 2);
        Assert.AreEqual(third, chosen[2].Id);
        using var folder = new TemporaryFolder();
        var options = new PoolOptions { JournalPath = folder.File("journal") };
        using (var pool = new ActiveLearningPool(view, options))
        {
            pool.Label(third, "x");
        }
        using var reopened = new ActiveLearningPool(view, options);
        Assert.AreEqual("x", reopened.Find(third)!.Label);
    }

    public static IEnumerable<object[]> OtherColumns =>
    [
        [SyntheticColumn.Single("Id", p => p)],
        [SyntheticColumn.Of("Id", NumberDataViewType.Double, p => (double)p)],
        [SyntheticColumn.Of("Id", BooleanDataViewType.Instance, p => p == 0)],
        [SyntheticColumn.Vector("Id", 2, (_, _) => { })],
        [SyntheticColumn.Of("Id", DateTimeDataViewType.Instance, p => new DateTime(p))],
    ];

    [TestMethod]
    [DynamicData(nameof(OtherColumns))]
    public void Other_types_are_refused_with_the_column_and_its_type(object column)
    {
        var ids = (SyntheticColumn)column;
        string message = Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(new SyntheticView(2, ids))).Message;
        StringAssert.Contains(message, $"'Id' is {ids.Type}");
    }

    [TestMethod]
    public void An_id_that_occurs_twice_is_refused_with_the_row()
    {
        var view = new SyntheticView(5, SyntheticColumn.Text("Key", p => p == 3 ? "b1" : $"b{p}"));
        string message = Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(view, new PoolOptions { IdColumnName = "Key" })).Message;
        StringAssert.Contains(message, "'b1'");
        StringAssert.Contains(message, "row 3");
        StringAssert.Contains(message, "'Key'");
    }

    [TestMethod]
    public void An_empty_id_is_refused_with_the_row()
    {
        var view = new SyntheticView(5, SyntheticColumn.Text("Id", p => p == 2 ? "" : $"b{p}"));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(view)).Message, "row 2");
    }

    [TestMethod]
    public void A_missing_key_is_an_empty_id()
    {
        var view = new SyntheticView(5, SyntheticColumn.Of("Id", new KeyDataViewType(typeof(uint), 9), p => (uint)p));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(view)).Message, "row 0");
    }

    [TestMethod]
    public void A_missing_id_column_is_named_with_those_present()
    {
        var view = new SyntheticView(5, SyntheticColumn.Text("Name", p => $"b{p}"));
        string message = Assert.ThrowsException<ArgumentException>(() => new ActiveLearningPool(view)).Message;
        StringAssert.Contains(message, "'Id'");
        StringAssert.Contains(message, "'Name'");
    }
}
