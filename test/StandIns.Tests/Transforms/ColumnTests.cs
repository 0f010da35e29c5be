using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using StandIns.Tests.DataViews;

namespace StandIns.Tests.Transforms;

[TestClass]
public class ColumnTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Row
    {
        public float A { get; set; }
        public float B { get; set; }
        [VectorType(2)]
        public float[]? V { get; set; }
        public string? Text { get; set; }
        public int Count { get; set; }
        public bool Flag { get; set; }
    }

    private static readonly Row[] s_rows =
    [
        new() { A = 1, B = 10, V = [2, -4], Text = "1.5", Count = 7, Flag = true },
        new() { A = 3, B = 10, V = [4, 0], Text = "x", Count = -2 },
        new() { A = -2, B = 10, V = [6, 1], Text = "", Count = 0 },
    ];

    private IDataView Data => _ml.Data.LoadFromEnumerable(s_rows);

    private IDataView Apply<T>(IEstimator<T> estimator) where T : class, ITransformer => estimator.Fit(Data).Transform(Data);

    [TestMethod]
    public void Concatenate_ScalarsAndVectors_KeepsOrderAndNamesSlots()
    {
        var output = Apply(_ml.Transforms.Concatenate("All", "B", "V", "A"));

        CollectionAssert.AreEqual(new[] { 10f, 2, -4, 1 }, output.ReadVectors<float>("All")[0]);
        CollectionAssert.AreEqual(new[] { "B", "", "", "A" }, output.Schema["All"].TextAnnotation("SlotNames"));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), output.Schema["All"].Type);
    }

    [TestMethod]
    public void Concatenate_OfDifferentTypes_IsRefused()
    {
        var chain = new EstimatorChain<ITransformer>().Append(_ml.Transforms.Concatenate("All", "A", "Text"));

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => chain.Fit(Data));

        StringAssert.Contains(error.Message, "Text", StringComparison.Ordinal);
    }

    [TestMethod]
    public void SelectColumns_KeepsTheOrderAskedFor()
        => CollectionAssert.AreEqual(new[] { "V", "A" }, Apply(_ml.Transforms.SelectColumns("V", "A")).Schema.Select(c => c.Name).ToArray());

    [TestMethod]
    public void DropColumns_KeepsTheOthers()
        => CollectionAssert.AreEqual(new[] { "A", "B", "Text" }, Apply(_ml.Transforms.DropColumns("V", "Count", "Flag")).Schema.Select(c => c.Name).ToArray());

    [TestMethod]
    public void SelectColumns_OfAMissingOne_NamesIt()
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Apply(_ml.Transforms.SelectColumns("A", "Absent"))).Message,
            "Absent", StringComparison.Ordinal);

    [TestMethod]
    public void CopyColumns_CopiesValuesAndAnnotations()
    {
        var keyed = Apply(_ml.Transforms.Conversion.MapValueToKey("Key", "Text"));

        var output = _ml.Transforms.CopyColumns("Copy", "Key").Fit(keyed).Transform(keyed);

        CollectionAssert.AreEqual(output.Read<uint>("Key"), output.Read<uint>("Copy"));
        CollectionAssert.AreEqual(new[] { "1.5", "x" }, output.Schema["Copy"].TextAnnotation("KeyValues"));
    }

    [TestMethod]
    public void NormalizeMinMax_FixingZero_DividesByTheLargestMagnitude()
    {
        var output = Apply(_ml.Transforms.NormalizeMinMax("A"));

        CollectionAssert.AreEqual(new[] { 1 / 3f, 1f, -2 / 3f }, output.Read<float>("A"));
    }

    [TestMethod]
    public void NormalizeMinMax_NotFixingZero_FillsZeroToOne()
    {
        float[][] rows = Apply(_ml.Transforms.NormalizeMinMax("V", fixZero: false)).ReadVectors<float>("V");

        CollectionAssert.AreEqual(new[] { 0f, 0 }, rows[0]);
        CollectionAssert.AreEqual(new[] { 0.5f, 0.8f }, rows[1]);
        CollectionAssert.AreEqual(new[] { 1f, 1 }, rows[2]);
    }

    [TestMethod]
    public void NormalizeMinMax_OfAConstant_IsZero()
        => CollectionAssert.AreEqual(new[] { 0f, 0, 0 }, Apply(_ml.Transforms.NormalizeMinMax("B")).Read<float>("B"));

    [TestMethod]
    public void NormalizeMeanVariance_NotFixingZero_StandardizesByThePopulation()
    {
        double mean = 2 / 3.0, deviation = Math.Sqrt((1 + 9 + 4) / 3.0 - mean * mean);

        float[] values = Apply(_ml.Transforms.NormalizeMeanVariance("A", fixZero: false)).Read<float>("A");

        Assert.AreEqual((1 - mean) / deviation, values[0], 1e-6);
        Assert.AreEqual((-2 - mean) / deviation, values[2], 1e-6);
    }

    [TestMethod]
    public void NormalizeMeanVariance_FixingZero_DividesByTheRootMeanSquare()
        => Assert.AreEqual(3 / Math.Sqrt(14 / 3.0), Apply(_ml.Transforms.NormalizeMeanVariance("A")).Read<float>("A")[1], 1e-6);

    [TestMethod]
    public void NormalizerParameters_AreScaleAndOffset()
    {
        var transformer = _ml.Transforms.NormalizeMinMax("A", fixZero: false).Fit(Data);

        var parameters = (NormalizingTransformer.AffineNormalizerModelParameters<float>)transformer.GetNormalizerModelParameters(0);

        Assert.AreEqual(0.2f, parameters.Scale);
        Assert.AreEqual(-2f, parameters.Offset);
    }

    [TestMethod]
    public void ConvertType_OfNumbersFlagsAndText_ConvertsValues()
    {
        CollectionAssert.AreEqual(new[] { 7f, -2, 0 }, Apply(_ml.Transforms.Conversion.ConvertType("Count")).Read<float>("Count"));
        CollectionAssert.AreEqual(new[] { 1f, 0, 0 }, Apply(_ml.Transforms.Conversion.ConvertType("Flag")).Read<float>("Flag"));
        CollectionAssert.AreEqual(new[] { 1.5f, float.NaN, 0 }, Apply(_ml.Transforms.Conversion.ConvertType("Text")).Read<float>("Text"));
        CollectionAssert.AreEqual(new[] { "7", "-2", "0" }, Apply(_ml.Transforms.Conversion.ConvertType("Count", outputKind: DataKind.String)).ReadText("Count"));
    }

    [TestMethod]
    public void ConvertType_OfRealsToIntegers_IsRefused()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Apply(_ml.Transforms.Conversion.ConvertType("A", outputKind: DataKind.Int32)));
}
