using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Weights;

/// <summary>A named array of numbers: a parameter of a network, or a statistic of a normalisation layer.</summary>
/// <remarks>Immutable, if the caller leaves the data alone; thread-safe.</remarks>
public sealed class WeightTensor
{
    /// <summary>Creates a tensor.</summary>
    /// <param name="name">Its name in the file, for example <c>layer1.0.conv1.weight</c>.</param>
    /// <param name="type">The type of its numbers.</param>
    /// <param name="shape">Its sizes, outermost first; empty for a single number.</param>
    /// <param name="data">The numbers, little-endian, row by row without gaps.</param>
    /// <exception cref="ArgumentException">The data have not the length that type and shape ask for.</exception>
    public WeightTensor(string name, WeightElementType type, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        Name = name;
        ElementType = type;
        Shape = [.. shape];
        Data = data;
        if (shape.Any(s => s < 0) || !TryGetByteCount(type, shape, out long bytes) || bytes != data.Length)
        {
            throw new ArgumentException(
                $"Tensor '{name}' of {type} and shape ({string.Join(", ", shape)}) is given {data.Length} bytes. Give {SizeOf(type)} bytes for each number.", nameof(data));
        }
    }

    /// <summary>The name in the file.</summary>
    public string Name { get; }

    /// <summary>The type of the numbers.</summary>
    public WeightElementType ElementType { get; }

    /// <summary>The sizes, outermost first.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The numbers, little-endian, row by row without gaps.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>How many numbers it holds.</summary>
    public int Count => Data.Length / SizeOf(ElementType);

    /// <summary>Whether the numbers are floats.</summary>
    public bool IsFloat => ElementType is WeightElementType.Float64 or WeightElementType.Float32 or WeightElementType.Float16 or WeightElementType.BFloat16;

    /// <summary>The numbers as 32-bit floats, row by row.</summary>
    /// <remarks>A 64-bit number beyond the range of 32 bits becomes infinite.</remarks>
    public float[] ToSingles()
    {
        var values = new float[Count];
        ConvertTo(values);
        return values;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ElementType} ({string.Join(", ", Shape)})";

    /// <summary>Bytes of a number.</summary>
    internal static int SizeOf(WeightElementType type) => type switch
    {
        WeightElementType.Float64 or WeightElementType.Int64 => 8,
        WeightElementType.Float32 or WeightElementType.Int32 => 4,
        WeightElementType.Float16 or WeightElementType.BFloat16 or WeightElementType.Int16 => 2,
        _ => 1,
    };

    /// <summary>Bytes of a tensor; false if no array can hold as many.</summary>
    internal static bool TryGetByteCount(WeightElementType type, IReadOnlyList<long> shape, out long bytes)
    {
        bytes = shape.Contains(0) ? 0 : SizeOf(type);
        foreach (long size in shape)
        {
            if (size < 0 || bytes > Array.MaxLength / Math.Max(1, size))
            {
                return false;
            }

            bytes *= size;
        }

        return true;
    }

    internal void ConvertTo(Span<float> values)
    {
        ReadOnlySpan<byte> data = Data.Span;
        switch (ElementType)
        {
            case WeightElementType.Float64:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(data), values);
                break;
            case WeightElementType.Float32:
                MemoryMarshal.Cast<byte, float>(data).CopyTo(values);
                break;
            case WeightElementType.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(data), values);
                break;
            case WeightElementType.BFloat16:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]) << 16);
                }

                break;
            default:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = GetInteger(data, i);
                }

                break;
        }
    }

    internal void ConvertTo(Span<long> values)
    {
        ReadOnlySpan<byte> data = Data.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = GetInteger(data, i);
        }
    }

    private long GetInteger(ReadOnlySpan<byte> data, int index) => ElementType switch
    {
        WeightElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(data[(8 * index)..]),
        WeightElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(data[(4 * index)..]),
        WeightElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(data[(2 * index)..]),
        WeightElementType.Int8 => (sbyte)data[index],
        WeightElementType.UInt8 or WeightElementType.Boolean => data[index],
        _ => throw new InvalidOperationException($"Bug in MLNet.ActiveLearning: '{Name}' holds {ElementType}, not integers."),
    };
}
