using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads a column of byte vectors (C, H, W).</summary>
internal sealed class ByteVectorReader(DataViewRow row, DataViewSchema.Column column, ImageShape shape) : ImageColumnReader(row, column.Name)
{
    private readonly ValueGetter<VBuffer<byte>> getter = row.GetGetter<VBuffer<byte>>(column);
    private readonly byte[] planes = new byte[shape.Size];
    private VBuffer<byte> vector;

    public override ImageShape Read()
    {
        getter(ref vector);
        if (vector.Length != shape.Size)
        {
            throw Fail($"has {vector.Length} numbers; its type says {shape}.");
        }

        vector.CopyTo(planes);
        return shape;
    }

    public override void CopyTo(Span<byte> pixels)
    {
        int area = shape.Height * shape.Width;
        for (int c = 0; c < shape.Channels; c++)
        {
            ReadOnlySpan<byte> plane = planes.AsSpan(c * area, area);
            for (int from = 0, to = c; from < plane.Length; from++, to += shape.Channels)
            {
                pixels[to] = plane[from];
            }
        }
    }
}
