using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads a column of vectors of Single (C, H, W) with whole numbers from 0 to 255.</summary>
internal sealed class SingleVectorReader(DataViewRow row, DataViewSchema.Column column, ImageShape shape) : ImageColumnReader(row, column.Name)
{
    private readonly ValueGetter<VBuffer<float>> getter = row.GetGetter<VBuffer<float>>(column);
    private readonly float[] planes = new float[shape.Size];
    private VBuffer<float> vector;

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
            ReadOnlySpan<float> plane = planes.AsSpan(c * area, area);
            for (int from = 0, to = c; from < plane.Length; from++, to += shape.Channels)
            {
                float value = plane[from];
                byte pixel = (byte)value;
                // Also true for NaN. Rounding in silence would hide pixels that were scaled to [0, 1] or standardised before.
                if (pixel != value)
                {
                    throw Fail($"holds {value}; pixels must be whole numbers from 0 to 255, because they are normalised here. "
                        + "Use ml.Transforms.ExtractPixels with its default scale and offset, and no normaliser behind it.");
                }

                pixels[to] = pixel;
            }
        }
    }
}
