using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

/// <summary>Writes MAT-files of level 5 as MATLAB does.</summary>
internal sealed class MatWriter(bool compressed)
{
    public const int Double = 6;
    public const int Single = 7;
    public const int UInt8 = 9;
    public const int Int32 = 12;

    private readonly MemoryStream file = CreateFile();

    /// <param name="name">The variable.</param>
    /// <param name="arrayClass">Its class in MATLAB: <see cref="Double"/>, <see cref="UInt8"/>, ...</param>
    /// <param name="dataType">How its numbers are stored, which may be smaller than the class.</param>
    /// <param name="data">The numbers, little endian.</param>
    /// <param name="dimensions">Its size.</param>
    public MatWriter Add(string name, int arrayClass, int dataType, byte[] data, params int[] dimensions)
    {
        byte[] flags = new byte[8];
        flags[0] = (byte)arrayClass;
        byte[] sizes = [.. dimensions.SelectMany(BitConverter.GetBytes)];
        byte[] nameBytes = Encoding.ASCII.GetBytes(name);
        byte[] matrix = Element(14, [.. Element(6, flags), .. Element(5, sizes), .. Element(1, nameBytes), .. Element(dataType, data)]);
        if (!compressed)
        {
            file.Write(matrix);
            return this;
        }

        using MemoryStream deflated = new();
        using (ZLibStream zlib = new(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(matrix);
        }

        file.Write(Tag(15, (int)deflated.Length));
        file.Write(deflated.ToArray());
        return this;
    }

    public byte[] ToArray() => file.ToArray();

    private static MemoryStream CreateFile()
    {
        byte[] header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file").CopyTo(header, 0);
        header[124] = 0;
        header[125] = 1;
        Encoding.ASCII.GetBytes("IM").CopyTo(header, 126);
        MemoryStream stream = new();
        stream.Write(header);
        return stream;
    }

    /// <summary>Up to four bytes fit into the tag; longer data are filled up to a multiple of eight.</summary>
    private static byte[] Element(int type, byte[] data)
    {
        if (data.Length is > 0 and <= 4)
        {
            byte[] small = new byte[8];
            BinaryPrimitives.WriteInt32LittleEndian(small, (data.Length << 16) | type);
            data.CopyTo(small, 4);
            return small;
        }

        return [.. Tag(type, data.Length), .. data, .. new byte[-data.Length & 7]];
    }

    private static byte[] Tag(int type, int length) => [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(length)];
}
