using Microsoft.ML;
using Microsoft.ML.Data;

namespace Outsider;

/// <summary>A colour image of 6 x 6 pixels; the brightest channel is its class.</summary>
public sealed class SmallImage
{
    public const int Side = 6;

    public static readonly string[] Classes = ["red", "green", "blue"];

    public string Id { get; set; } = "";

    public string Label { get; set; } = "";

    /// <summary>(3, Side, Side), from 0 to 255.</summary>
    [VectorType(3, Side, Side)]
    public byte[] Image { get; set; } = [];

    /// <summary>Images made by a rule, the same in every process.</summary>
    public static IReadOnlyList<SmallImage> Make(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new SmallImage
        {
            Id = $"image-{i}",
            Label = Classes[i % 3],
            Image = [.. Enumerable.Range(0, 3 * Side * Side).Select(j => (byte)((((i + 1) * 31 + j * j * 17) % 120) + (j / (Side * Side) == i % 3 ? 80 : 0)))],
        }),
    ];

    public static IDataView View(MLContext ml, int count) => ml.Data.LoadFromEnumerable(Make(count));
}

/// <summary>What a model says of an image.</summary>
public sealed class SmallImagePrediction
{
    public string PredictedName { get; set; } = "";

    public float[] Score { get; set; } = [];

    public float Doubt { get; set; }
}
