using static TorchSharp.torch;

namespace StandIns.Tests.Torch;

/// <summary>A tensor in torch_golden.json.</summary>
public sealed class GoldenTensor
{
    public long[] Shape { get; set; } = [];
    public string Type { get; set; } = "";
    public double[] Data { get; set; } = [];

    public Tensor ToTensor() => Type == "int64"
        ? tensor(Array.ConvertAll(Data, v => (long)v)).reshape(Shape)
        : tensor(Array.ConvertAll(Data, v => (float)v)).reshape(Shape);

    public void AssertEquals(Tensor actual, string what, double tolerance = 2e-5)
    {
        CollectionAssert.AreEqual(Shape, actual.shape, $"shape of {what}");
        using var values = actual.detach().to(ScalarType.Float64).contiguous();
        double[] numbers = values.data<double>().ToArray();
        for (int i = 0; i < Data.Length; i++)
            Assert.AreEqual(Data[i], numbers[i], tolerance * Math.Max(1, Math.Abs(Data[i])), $"element {i} of {what}");
    }
}

/// <summary>What PyTorch computed: see Data/make_torch_golden.py.</summary>
public sealed class GoldenCase
{
    private static readonly Dictionary<string, GoldenCase> s_cases = TestFiles.ReadJson<GoldenCase>("torch_golden.json");

    public Dictionary<string, GoldenTensor> Inputs { get; set; } = [];
    public GoldenTensor Output { get; set; } = new();
    public Dictionary<string, GoldenTensor> Gradients { get; set; } = [];

    public static IEnumerable<string> AllNames => s_cases.Keys;

    public static GoldenCase Of(string name) => s_cases[name];
}
