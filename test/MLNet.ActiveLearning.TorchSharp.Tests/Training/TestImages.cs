using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>Small noisy images whose strongest channel is their class.</summary>
internal static class TestImages
{
    public const int Side = 8;

    public static readonly string[] Classes = ["blue", "green", "red"];

    /// <summary>Options with which a training takes a fraction of a second.</summary>
    public static ImageClassificationOptions Options => new()
    {
        Architecture = new TinyNet(),
        Epochs = 3,
        BatchSize = 16,
        Augmentation = new FlipAndCrop { Padding = 1 },
        Device = ComputeDevice.Cpu,
    };

    /// <summary>(C, H, W) bytes; image i has class i modulo 3.</summary>
    public static byte[] Pixels(int i, int side = Side)
    {
        var random = new SeededRandom((ulong)i);
        int strong = 2 - (i % 3); // class 0, blue, is channel 2
        return [.. Enumerable.Range(0, 3 * side * side).Select(j => (byte)(random.NextInt32(100) + (j / (side * side) == strong ? 60 : 0)))];
    }

    public static MLImage Image(int i, int side = Side, MLPixelFormat format = MLPixelFormat.Rgba32)
    {
        byte[] planes = Pixels(i, side);
        var pixels = new byte[4 * side * side];
        for (int p = 0; p < side * side; p++)
        {
            (int red, int blue) = format == MLPixelFormat.Rgba32 ? (0, 2) : (2, 0);
            pixels[(4 * p) + red] = planes[p];
            pixels[(4 * p) + 1] = planes[(side * side) + p];
            pixels[(4 * p) + blue] = planes[(2 * side * side) + p];
            pixels[(4 * p) + 3] = 255;
        }

        return MLImage.CreateFromPixels(side, side, format, pixels);
    }

    public static IDataView Bytes(MLContext ml, int count, int first = 0) => ml.Data.LoadFromEnumerable(
        Enumerable.Range(first, count).Select(i => new ByteRow { Id = i, Image = Pixels(i), Label = Classes[i % 3] }).ToList());

    public static IDataView Singles(MLContext ml, int count) => ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, count).Select(i => new SingleRow { Image = [.. Pixels(i).Select(b => (float)b)], Label = Classes[i % 3] }).ToList());

    public static IDataView Images(MLContext ml, int count, MLPixelFormat format = MLPixelFormat.Rgba32) => ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, count).Select(i => new ImageRow { Image = Image(i, Side, format), Label = Classes[i % 3] }).ToList());

    /// <summary>All values of a vector column, row by row.</summary>
    public static float[] Vectors(IDataView view, string column)
    {
        List<float> values = [];
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(view.Schema[column]);
        VBuffer<float> vector = default;
        while (cursor.MoveNext())
        {
            getter(ref vector);
            values.AddRange(vector.DenseValues());
        }

        return [.. values];
    }

    /// <summary>All keys of a column.</summary>
    public static uint[] Keys(IDataView view, string column)
    {
        List<uint> values = [];
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        ValueGetter<uint> getter = cursor.GetGetter<uint>(view.Schema[column]);
        uint key = 0;
        while (cursor.MoveNext())
        {
            getter(ref key);
            values.Add(key);
        }

        return [.. values];
    }

    public sealed class ByteRow
    {
        public int Id { get; set; }

        [VectorType(3, Side, Side)]
        public byte[] Image { get; set; } = [];

        public string Label { get; set; } = "";
    }

    public sealed class SingleRow
    {
        [VectorType(3, Side, Side)]
        public float[] Image { get; set; } = [];

        public string Label { get; set; } = "";
    }

    public sealed class ImageRow
    {
        [ImageType(Side, Side)]
        public MLImage? Image { get; set; }

        public string Label { get; set; } = "";
    }
}
