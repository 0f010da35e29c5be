using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>How the elements of a <c>.npy</c> file become values.</summary>
internal static class NpyElements
{
    /// <summary>Converts the bytes of as many elements as the target has.</summary>
    public delegate void FloatReader(ReadOnlySpan<byte> elements, Span<float> target);

    /// <summary>The bytes of one element and its conversion, or null if the type is no floating-point number that is read.</summary>
    public static (int Size, FloatReader Read)? FindFloat(string type) => type switch
    {
        "<f4" => (4, ReadSingles),
        "<f8" => (8, ReadDoubles),
        "<f2" => (2, ReadHalves),
        _ => null,
    };

    /// <summary>The bytes of one element and its value as a whole number, or null if the type is no whole number that fits.</summary>
    public static (int Size, Func<byte[], long> Read)? FindInteger(string type) => type switch
    {
        "|i1" or "<i1" => (1, e => (sbyte)e[0]),
        "|u1" or "<u1" or "|b1" => (1, e => e[0]),
        "<i2" => (2, e => BinaryPrimitives.ReadInt16LittleEndian(e)),
        "<u2" => (2, e => BinaryPrimitives.ReadUInt16LittleEndian(e)),
        "<i4" => (4, e => BinaryPrimitives.ReadInt32LittleEndian(e)),
        "<u4" => (4, e => BinaryPrimitives.ReadUInt32LittleEndian(e)),
        "<i8" => (8, e => BinaryPrimitives.ReadInt64LittleEndian(e)),
        "<u8" => (8, e => checked((long)BinaryPrimitives.ReadUInt64LittleEndian(e))),
        _ => null,
    };

    /// <summary>The bytes of one element and its value as text, or null if the type is no text of fixed length.</summary>
    public static (int Size, Func<byte[], string> Read)? FindText(string type)
    {
        bool isText = type.StartsWith("<U", StringComparison.Ordinal) && int.TryParse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            && length is > 0 and < 1 << 20;
        return isText ? (4 * int.Parse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture), e => Encoding.UTF32.GetString(e).TrimEnd('\0')) : null;
    }

    private static void ReadSingles(ReadOnlySpan<byte> elements, Span<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = BinaryPrimitives.ReadSingleLittleEndian(elements[(4 * i)..]);
        }
    }

    private static void ReadDoubles(ReadOnlySpan<byte> elements, Span<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(elements[(8 * i)..]);
        }
    }

    private static void ReadHalves(ReadOnlySpan<byte> elements, Span<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(elements[(2 * i)..]);
        }
    }
}
