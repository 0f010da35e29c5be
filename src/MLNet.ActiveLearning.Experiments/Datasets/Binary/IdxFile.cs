using System.Buffers.Binary;
using System.IO.Compression;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A file in the IDX format of MNIST: four magic bytes, the dimensions, the values.</summary>
/// <param name="Dimensions">From the outermost to the innermost.</param>
/// <param name="Values">The values, the last dimension running fastest.</param>
internal sealed record IdxFile(int[] Dimensions, byte[] Values)
{
    private const byte UnsignedByte = 0x08;

    /// <summary>Reads a file of bytes with the given number of dimensions; a name that ends in .gz is decompressed.</summary>
    public static IdxFile Read(string path, int dimensionCount)
    {
        using FileStream file = File.OpenRead(path);
        bool isCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using Stream stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            Span<byte> magic = stackalloc byte[4];
            stream.ReadExactly(magic);
            if (magic[0] != 0 || magic[1] != 0 || magic[2] != UnsignedByte || magic[3] != dimensionCount)
            {
                throw new InvalidDataException(
                    $"it begins with {Convert.ToHexString(magic)}, not with 000008{dimensionCount:X2} ({dimensionCount} dimensions of bytes)");
            }

            int[] dimensions = new int[dimensionCount];
            long total = 1;
            Span<byte> number = stackalloc byte[4];
            for (int i = 0; i < dimensionCount; i++)
            {
                stream.ReadExactly(number);
                dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(number);
                total = dimensions[i] > 0 ? total * dimensions[i] : throw new InvalidDataException($"its dimension {i} is {dimensions[i]}");
                if (total > Array.MaxLength)
                {
                    throw new InvalidDataException("it claims more values than fit into memory");
                }
            }

            byte[] values = new byte[total];
            stream.ReadExactly(values);
            return stream.ReadByte() < 0
                ? new IdxFile(dimensions, values)
                : throw new InvalidDataException($"more bytes follow its {total} values");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            string problem = e is EndOfStreamException ? "it is cut off" : e.Message.TrimEnd('.');
            throw new InvalidDataException($"'{path}' is no usable IDX file: {problem}.", e);
        }
    }
}
