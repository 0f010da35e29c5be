using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using StandIns.Tests.DataViews;

namespace StandIns.Tests.Transforms;

[TestClass]
public class KeyMappingTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Word
    {
        public string? Text { get; set; }
        public int Number { get; set; }
        public float Real { get; set; }
        public string[]? Many { get; set; }
    }

    public sealed class Term
    {
        public string? Value { get; set; }
    }

    private static readonly Word[] s_rows =
    [
        new() { Text = "pear", Number = 30, Real = 1, Many = ["x", "y"] },
        new() { Text = "apple", Number = 10, Real = float.NaN, Many = ["y"] },
        new() { Text = "", Number = 30, Real = 2, Many = [] },
        new() { Text = "pear", Number = 20, Real = 1, Many = ["z", "x"] },
    ];

    private IDataView Data => _ml.Data.LoadFromEnumerable(s_rows);

    private IDataView Map(string input, ValueToKeyMappingEstimator.KeyOrdinality order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        int maximum = 1000000, bool asText = false, IDataView? keys = null)
        => _ml.Transforms.Conversion.MapValueToKey("Key", input, maximum, order, asText, keys).Fit(Data).Transform(Data);

    [TestMethod]
    public void MapValueToKey_ByOccurrence_CountsFromOneInOrderOfRows()
    {
        var output = Map("Text");

        CollectionAssert.AreEqual(new uint[] { 1, 2, 0, 1 }, output.Read<uint>("Key"));
        CollectionAssert.AreEqual(new[] { "pear", "apple" }, output.Schema["Key"].TextAnnotation("KeyValues"));
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 2), output.Schema["Key"].Type);
    }

    [TestMethod]
    public void MapValueToKey_ByValue_SortsTheValues()
    {
        var output = Map("Number", ValueToKeyMappingEstimator.KeyOrdinality.ByValue);

        CollectionAssert.AreEqual(new uint[] { 3, 1, 3, 2 }, output.Read<uint>("Key"));
        CollectionAssert.AreEqual(new[] { 10, 20, 30 }, output.Schema["Key"].Annotation<int>("KeyValues"));
    }

    [TestMethod]
    public void MapValueToKey_WithAnnotationsAsText_WritesNumbersAsText()
        => CollectionAssert.AreEqual(new[] { "30", "10", "20" }, Map("Number", asText: true).Schema["Key"].TextAnnotation("KeyValues"));

    [TestMethod]
    public void MapValueToKey_OfNaN_IsMissing()
        => CollectionAssert.AreEqual(new uint[] { 1, 0, 2, 1 }, Map("Real").Read<uint>("Key"));

    [TestMethod]
    public void MapValueToKey_OfAVector_MapsEverySlot()
    {
        uint[][] keys = Map("Many").ReadVectors<uint>("Key");

        CollectionAssert.AreEqual(new uint[] { 1, 2 }, keys[0]);
        CollectionAssert.AreEqual(new uint[] { 3, 1 }, keys[3]);
    }

    [TestMethod]
    public void MapValueToKey_BeyondItsMaximum_MapsToMissing()
        => CollectionAssert.AreEqual(new uint[] { 1, 0, 0, 1 }, Map("Text", maximum: 1).Read<uint>("Key"));

    [TestMethod]
    public void MapValueToKey_WithKeyData_TakesItsOrderAndNoOtherValue()
    {
        var keys = _ml.Data.LoadFromEnumerable(new Term[] { new() { Value = "fig" }, new() { Value = "pear" } });

        CollectionAssert.AreEqual(new uint[] { 2, 0, 0, 2 }, Map("Text", keys: keys).Read<uint>("Key"));
    }

    [TestMethod]
    public void MapKeyToValue_AfterMapValueToKey_GivesTheValuesBack()
    {
        var keyed = Map("Text");

        var output = _ml.Transforms.Conversion.MapKeyToValue("Back", "Key").Fit(keyed).Transform(keyed);

        CollectionAssert.AreEqual(new[] { "pear", "apple", "", "pear" }, output.ReadText("Back"));
    }

    [TestMethod]
    public void MapKeyToValue_OfAColumnWithoutKeyValues_IsRefused()
    {
        var data = _ml.Data.LoadFromEnumerable(new DataViewTests.Item[] { new() { Class = 1, Values = [0, 0, 0] } });

        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Transforms.Conversion.MapKeyToValue("Back", "Class").Fit(data));
    }

    [TestMethod]
    public void MapKeyToVector_OfAScalar_IsOneHotWithSlotNames()
    {
        var keyed = Map("Text");

        var output = _ml.Transforms.Conversion.MapKeyToVector("Hot", "Key").Fit(keyed).Transform(keyed);

        float[][] rows = output.ReadVectors<float>("Hot");
        CollectionAssert.AreEqual(new[] { 1f, 0 }, rows[0]);
        CollectionAssert.AreEqual(new[] { 0f, 1 }, rows[1]);
        CollectionAssert.AreEqual(new[] { 0f, 0 }, rows[2]);
        CollectionAssert.AreEqual(new[] { "pear", "apple" }, output.Schema["Hot"].TextAnnotation("SlotNames"));
    }

    [TestMethod]
    public void MapKeyToVector_WithCounts_AddsTheSlotsUp()
    {
        var keyed = Map("Many");

        var output = _ml.Transforms.Conversion.MapKeyToVector("Bag", "Key", outputCountVector: true).Fit(keyed).Transform(keyed);

        CollectionAssert.AreEqual(new[] { 1f, 0, 1 }, output.ReadVectors<float>("Bag")[3]);
    }
}
