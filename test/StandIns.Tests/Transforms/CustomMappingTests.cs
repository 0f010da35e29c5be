using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using StandIns.Tests.DataViews;

namespace StandIns.Tests.Transforms;

[TestClass]
public class CustomMappingTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Input
    {
        public float X { get; set; }
        public string Name { get; set; } = "";
    }

    public sealed class Output
    {
        public float Doubled { get; set; }
        public string Greeting { get; set; } = "";
        [VectorType(2)]
        public float[] Pair { get; set; } = [];
    }

    [CustomMappingFactoryAttribute("doubling")]
    public sealed class Doubling : CustomMappingFactory<Input, Output>
    {
        public override Action<Input, Output> GetMapping() => Map;

        public static void Map(Input input, Output output)
        {
            output.Doubled = input.X * 2;
            output.Greeting = "hello " + input.Name;
            output.Pair = [input.X, -input.X];
        }
    }

    private IDataView Data => _ml.Data.LoadFromEnumerable(new Input[] { new() { X = 1, Name = "Ann" }, new() { X = 2.5f, Name = "Bob" } });

    [TestMethod]
    public void CustomMapping_AddsTheMembersOfItsOutputClass()
    {
        var output = _ml.Transforms.CustomMapping<Input, Output>(Doubling.Map, contractName: null).Fit(Data).Transform(Data);

        CollectionAssert.AreEqual(new[] { 2f, 5 }, output.Read<float>("Doubled"));
        CollectionAssert.AreEqual(new[] { "hello Ann", "hello Bob" }, output.ReadText("Greeting"));
        CollectionAssert.AreEqual(new[] { 2.5f, -2.5f }, output.ReadVectors<float>("Pair")[1]);
    }

    [TestMethod]
    public void CustomMapping_WithAFactory_SurvivesSaveAndLoad()
    {
        using var folder = new TemporaryFolder();
        var model = _ml.Transforms.CustomMapping<Input, Output>(Doubling.Map, "doubling").Fit(Data);

        _ml.Model.Save(model, Data.Schema, folder.File("m.zip"));
        var loaded = new MLContext().Model.Load(folder.File("m.zip"), out _);

        CollectionAssert.AreEqual(new[] { 2f, 5 }, loaded.Transform(Data).Read<float>("Doubled"));
    }

    [TestMethod]
    public void CustomMapping_WithoutAContractName_CannotBeSaved()
    {
        using var folder = new TemporaryFolder();
        var model = _ml.Transforms.CustomMapping<Input, Output>(Doubling.Map, contractName: null).Fit(Data);

        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Save(model, Data.Schema, folder.File("m.zip")));
    }

    [TestMethod]
    public void CustomMapping_OfAMissingMember_NamesIt()
    {
        var other = _ml.Data.LoadFromEnumerable(new Output[] { new() });

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.CustomMapping<Input, Output>(Doubling.Map, null).Fit(other));

        StringAssert.Contains(error.Message, "X", StringComparison.Ordinal);
    }
}
