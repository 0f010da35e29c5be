using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.DataViews;

[TestClass]
public class DataViewTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Item
    {
        public int Id { get; set; }
        public string? Name { get; set; }
        public bool Flag { get; set; }
        [VectorType(3)]
        public float[]? Values { get; set; }
        [KeyType(5)]
        public uint Class { get; set; }
    }

    private static Item[] Items(int count = 6) => [.. Enumerable.Range(0, count).Select(i => new Item
    {
        Id = i, Name = "n" + i, Flag = i % 2 == 0, Values = [i, i + 0.5f, -i], Class = (uint)(i % 5),
    })];

    [TestMethod]
    public void LoadFromEnumerable_ThenCreateEnumerable_GivesTheSameRows()
    {
        var data = _ml.Data.LoadFromEnumerable(Items());

        var back = _ml.Data.CreateEnumerable<Item>(data, reuseRowObject: false).ToArray();

        Assert.AreEqual(6, back.Length);
        Assert.AreEqual("n3", back[3].Name);
        CollectionAssert.AreEqual(new[] { 3f, 3.5f, -3f }, back[3].Values);
        Assert.IsTrue(back[4].Flag);
    }

    [TestMethod]
    public void Schema_OfAClass_HasTypesOfItsMembers()
    {
        var schema = _ml.Data.LoadFromEnumerable(Items()).Schema;

        Assert.AreEqual(NumberDataViewType.Int32, schema["Id"].Type);
        Assert.AreEqual(TextDataViewType.Instance, schema["Name"].Type);
        Assert.AreEqual(BooleanDataViewType.Instance, schema["Flag"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), schema["Values"].Type);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 5), schema["Class"].Type);
    }

    [TestMethod]
    public void KeyMember_ReadAsAColumn_CountsFromOne()
        => CollectionAssert.AreEqual(new uint[] { 1, 2, 3, 4, 5, 1 }, _ml.Data.LoadFromEnumerable(Items()).Read<uint>("Class"));

    [TestMethod]
    public void Getter_OfTheWrongType_IsRefused()
    {
        var data = _ml.Data.LoadFromEnumerable(Items());
        using var cursor = data.GetRowCursor(data.Schema);

        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(data.Schema["Id"]));
    }

    [TestMethod]
    public void MissingColumn_ByName_IsRefused()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = _ml.Data.LoadFromEnumerable(Items()).Schema["Nothing"]);

    [TestMethod]
    public void AddedColumn_OfAnExistingName_HidesTheOldOne()
    {
        var data = _ml.Data.LoadFromEnumerable(Items());

        var schema = _ml.Transforms.CopyColumns("Name", "Id").Fit(data).Transform(data).Schema;

        Assert.AreEqual(NumberDataViewType.Int32, schema["Name"].Type);
        Assert.AreEqual(1, schema.Count(c => c.Name == "Name" && c.IsHidden));
    }

    [TestMethod]
    public void TakeAndSkip_GiveTheirRows()
    {
        var data = _ml.Data.LoadFromEnumerable(Items());

        CollectionAssert.AreEqual(new[] { 0, 1 }, _ml.Data.TakeRows(data, 2).Read<int>("Id"));
        CollectionAssert.AreEqual(new[] { 4, 5 }, _ml.Data.SkipRows(data, 4).Read<int>("Id"));
    }

    [TestMethod]
    public void FilterRowsByColumn_KeepsTheHalfOpenInterval()
    {
        var data = _ml.Transforms.Conversion.ConvertType("Id", outputKind: DataKind.Single).Fit(_ml.Data.LoadFromEnumerable(Items()))
            .Transform(_ml.Data.LoadFromEnumerable(Items()));

        CollectionAssert.AreEqual(new[] { 1f, 2f }, _ml.Data.FilterRowsByColumn(data, "Id", 1, 3).Read<float>("Id"));
    }

    [TestMethod]
    public void ShuffleRows_WithOneSeed_GivesEveryRowInTheSameOrder()
    {
        var data = _ml.Data.LoadFromEnumerable(Items(50));

        int[] first = _ml.Data.ShuffleRows(data, seed: 3).Read<int>("Id"), second = _ml.Data.ShuffleRows(data, seed: 3).Read<int>("Id");

        CollectionAssert.AreEqual(first, second);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 50).ToArray(), first);
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 50).ToArray(), first);
    }

    [TestMethod]
    public void TrainTestSplit_WithASeed_PartsTheRowsAlikeEachTime()
    {
        var data = _ml.Data.LoadFromEnumerable(Items(200));

        var split = _ml.Data.TrainTestSplit(data, testFraction: 0.25, seed: 5);
        int[] train = split.TrainSet.Read<int>("Id"), test = split.TestSet.Read<int>("Id");

        CollectionAssert.AreEquivalent(Enumerable.Range(0, 200).ToArray(), train.Concat(test).ToArray());
        Assert.IsTrue(test.Length is > 25 and < 75, $"{test.Length} of 200 rows are in the test set.");
        CollectionAssert.AreEqual(test, _ml.Data.TrainTestSplit(data, testFraction: 0.25, seed: 5).TestSet.Read<int>("Id"));
    }

    [TestMethod]
    public void Cache_EnumeratesItsSourceOnce()
    {
        int enumerations = 0;
        IEnumerable<Item> Source()
        {
            enumerations++;
            foreach (var item in Items())
                yield return item;
        }

        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Source()));

        CollectionAssert.AreEqual(cached.Read<int>("Id"), cached.Read<int>("Id"));
        Assert.AreEqual(1, enumerations);
    }

    [TestMethod]
    public void VBuffer_SparseAndDense_HaveTheSameValues()
    {
        var sparse = new VBuffer<float>(5, 2, [1f, 2f], [1, 4]);

        Assert.IsFalse(sparse.IsDense);
        CollectionAssert.AreEqual(new[] { 0f, 1, 0, 0, 2 }, sparse.DenseValues().ToArray());
        Assert.AreEqual(2f, sparse.GetItemOrDefault(4));
        VBuffer<float> dense = default;
        sparse.CopyToDense(ref dense);
        Assert.IsTrue(dense.IsDense);
    }
}
