using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.DataViews;

[TestClass]
public class ModelTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Input
    {
        public string Word { get; set; } = "";
        public float X { get; set; }
    }

    public sealed class Output
    {
        [ColumnName("Key")]
        public uint Key { get; set; }
        public float[]? Both { get; set; }
    }

    private static readonly Input[] s_rows = [new() { Word = "b", X = 1 }, new() { Word = "a", X = -2 }, new() { Word = "b", X = 4 }];

    private EstimatorChain<ITransformer> Pipeline() => new EstimatorChain<ITransformer>()
        .Append((IEstimator<ITransformer>)_ml.Transforms.Conversion.MapValueToKey("Key", "Word"))
        .Append((IEstimator<ITransformer>)_ml.Transforms.CopyColumns("Y", "X"))
        .Append((IEstimator<ITransformer>)_ml.Transforms.NormalizeMinMax("Y"))
        .Append((IEstimator<ITransformer>)_ml.Transforms.Concatenate("Both", "X", "Y"));

    [TestMethod]
    public void SavedChain_AfterLoading_TransformsAlike()
    {
        using var folder = new TemporaryFolder();
        var data = _ml.Data.LoadFromEnumerable(s_rows);
        var model = Pipeline().Fit(data);

        _ml.Model.Save(model, data.Schema, folder.File("model.zip"));
        var loaded = new MLContext().Model.Load(folder.File("model.zip"), out var schema);
        var output = loaded.Transform(data);

        CollectionAssert.AreEqual(new[] { "Word", "X" }, schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(new uint[] { 1, 2, 1 }, output.Read<uint>("Key"));
        CollectionAssert.AreEqual(new[] { -2f, -0.5f }, output.ReadVectors<float>("Both")[1]);
        CollectionAssert.AreEqual(new[] { "b", "a" }, output.Schema["Key"].TextAnnotation("KeyValues"));
    }

    [TestMethod]
    public void PredictionEngine_OfAChain_FillsTheOutputClass()
    {
        var data = _ml.Data.LoadFromEnumerable(s_rows);
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(Pipeline().Fit(data));

        var first = engine.Predict(new Input { Word = "a", X = 2 });
        var second = engine.Predict(new Input { Word = "unknown", X = 0 });

        Assert.AreEqual(2u, first.Key);
        CollectionAssert.AreEqual(new[] { 2f, 0.5f }, first.Both);
        Assert.AreEqual(0u, second.Key);
    }

    [TestMethod]
    public void Save_OfATransformerThatWritesNothing_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var data = _ml.Data.LoadFromEnumerable(s_rows);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Save(new Silent(), data.Schema, folder.File("m.zip")));

        StringAssert.Contains(error.Message, "ModelSignature not specified", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Fit_WithAMissingInputColumn_NamesIt()
    {
        var data = _ml.Data.LoadFromEnumerable(s_rows);

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("Y", "Absent").Fit(data));

        StringAssert.Contains(error.Message, "Absent", StringComparison.Ordinal);
    }

    private sealed class Silent : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public void Save(ModelSaveContext ctx)
        {
        }

        public IDataView Transform(IDataView input) => input;
    }
}
