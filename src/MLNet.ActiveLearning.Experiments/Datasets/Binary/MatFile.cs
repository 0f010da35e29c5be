using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads named numeric arrays from a MAT-file, level 5, compressed or not.</summary>
/// <remarks>MathWorks, "MAT-File Format". Level 7.3 files are HDF5 and are refused, as are files written on big-endian machines.</remarks>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const int ComplexFlag = 0x08;

    /// <summary>MATLAB's classes of arrays that hold plain numbers: mxDOUBLE to mxUINT64.</summary>
    private static bool IsNumeric(int arrayClass) => arrayClass is >= 6 and <= 15;

    /// <summary>The arrays of the given names; what else the file holds is skipped.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, of another level, or lacks one of the arrays.</exception>
    public static Dictionary<string, MatArray> Read(string path, params ReadOnlySpan<string> names)
    {
        Dictionary<string, MatArray> found = [];
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            ReadHeader(file);
            while (file.Position < file.Length && !ContainsAll(found, names))
            {
                Tag tag = ReadTag(file);
                long end = file.Position + tag.Length;
                if (end > file.Length)
                {
                    throw new EndOfStreamException();
                }

                if (tag.Type == MatType.Compressed)
                {
                    using ZLibStream inflated = new(file, CompressionMode.Decompress, leaveOpen: true);
                    ReadElement(inflated, ReadTag(inflated), names, found);
                }
                else
                {
                    ReadElement(file, tag, names, found);
                }

                file.Position = tag.Type == MatType.Compressed ? end : end + PaddingOf(tag.Length);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            string problem = e is EndOfStreamException ? "it is cut off" : e.Message.TrimEnd('.');
            throw new InvalidDataException($"'{path}' is no usable MAT-file: {problem}.", e);
        }

        string present = found.Count == 0 ? "none" : string.Join(", ", found.Keys);
        return ContainsAll(found, names) ? found : throw new InvalidDataException(
            $"'{path}' must hold the numeric arrays {string.Join(", ", names!)}; found of these: {present}.");
    }

    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(MatType type) => type switch
    {
        MatType.Int8 or MatType.UInt8 => 1,
        MatType.Int16 or MatType.UInt16 => 2,
        MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
        MatType.Double or MatType.Int64 or MatType.UInt64 => 8,
        _ => throw new InvalidDataException($"type {(int)type} where numbers should be"),
    };

    private static bool ContainsAll(Dictionary<string, MatArray> found, ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!found.ContainsKey(name))
            {
                return false;
            }
        }

        return true;
    }

    private static void ReadHeader(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        file.ReadExactly(header);
        string byteOrder = Encoding.ASCII.GetString(header[126..]);
        if (byteOrder == "MI")
        {
            throw new InvalidDataException("it was written on a big-endian machine; save it again on another one");
        }

        int version = BinaryPrimitives.ReadUInt16LittleEndian(header[124..]);
        if (version == 0x0200)
        {
            throw new InvalidDataException("it is of level 7.3 (HDF5); save it again with -v7");
        }

        if (byteOrder != "IM" || version != 0x0100)
        {
            throw new InvalidDataException("it does not begin with the header of a level 5 MAT-file");
        }
    }

    /// <summary>Reads one element at the top level: a matrix, which is kept if its name is wanted.</summary>
    private static void ReadElement(Stream stream, Tag tag, ReadOnlySpan<string> names, Dictionary<string, MatArray> found)
    {
        if (tag.Type != MatType.Matrix || tag.Length == 0)
        {
            return;
        }

        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(ReadData(stream, out _));
        int[] dimensions = ReadDimensions(stream);
        string name = Encoding.ASCII.GetString(ReadData(stream, out _));
        if (!names.Contains(name) || !IsNumeric((int)(flags & 0xFF)))
        {
            return;
        }

        if (((flags >> 8) & ComplexFlag) != 0)
        {
            throw new InvalidDataException($"array {name} is complex");
        }

        byte[] data = ReadData(stream, out MatType type);
        long expected = dimensions.Aggregate((long)SizeOf(type), (size, dimension) => size * dimension);
        found[name] = data.Length == expected
            ? new MatArray(dimensions, type, data)
            : throw new InvalidDataException(
                $"array {name} of size {string.Join(" x ", dimensions)} holds {data.Length} bytes, not {expected}");
    }

    private static int[] ReadDimensions(Stream stream)
    {
        byte[] data = ReadData(stream, out _);
        int[] dimensions = new int[data.Length / 4];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(4 * i));
            if (dimensions[i] < 0)
            {
                throw new InvalidDataException($"an array has a dimension of {dimensions[i]}");
            }
        }

        return dimensions;
    }

    /// <summary>Reads a part of a matrix: its tag, its data and the bytes that fill up to a multiple of eight.</summary>
    private static byte[] ReadData(Stream stream, out MatType type)
    {
        Tag tag = ReadTag(stream);
        type = tag.Type;
        if (tag.Small is byte[] small)
        {
            return small;
        }

        if (tag.Length > Array.MaxLength)
        {
            throw new InvalidDataException($"an array of {tag.Length} bytes does not fit into memory");
        }

        byte[] data = new byte[tag.Length];
        stream.ReadExactly(data);
        Span<byte> padding = stackalloc byte[8];
        stream.ReadAtLeast(padding[..PaddingOf(tag.Length)], PaddingOf(tag.Length), throwOnEndOfStream: false);
        return data;
    }

    private static Tag ReadTag(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[8];
        stream.ReadExactly(bytes);
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        int smallLength = (int)(type >> 16);
        if (smallLength == 0)
        {
            return new Tag((MatType)type, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]), null);
        }

        return smallLength <= 4
            ? new Tag((MatType)(type & 0xFFFF), smallLength, bytes.Slice(4, smallLength).ToArray())
            : throw new InvalidDataException($"a small element claims {smallLength} bytes");
    }

    private static int PaddingOf(long length) => (int)(-length & 7);

    /// <summary>What an element is and how long; elements of up to four bytes come with their data.</summary>
    private readonly record struct Tag(MatType Type, long Length, byte[]? Small);
}
