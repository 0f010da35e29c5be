using System.Buffers.Binary;
using System.Text;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>What a <c>.npy</c> file says of its array, versions 1.0 to 3.0 of the format.</summary>
/// <param name="ElementType">NumPy's type string, such as <c>&lt;f4</c>.</param>
/// <param name="IsFortranOrder">Whether the first axis runs fastest.</param>
/// <param name="Shape">The lengths of the axes.</param>
/// <param name="DataOffset">Where the values begin.</param>
internal sealed record NpyHeader(string ElementType, bool IsFortranOrder, IReadOnlyList<long> Shape, long DataOffset)
{
    private const int MaxTextLength = 1 << 20;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The shape as NumPy writes it: (3, 4).</summary>
    public string ShapeText => Shape.Count == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";

    /// <exception cref="InvalidDataException">The file does not begin as such files do.</exception>
    public static NpyHeader Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            Span<byte> start = stackalloc byte[8];
            file.ReadExactly(start);
            if (!start[..6].SequenceEqual(Magic))
            {
                throw new InvalidDataException($"it begins with {Convert.ToHexString(start[..6])}, not with {Convert.ToHexString(Magic)}");
            }
            if (start[6] is < 1 or > 3)
            {
                throw new InvalidDataException($"its format version is {start[6]}.{start[7]}; versions 1.0, 2.0 and 3.0 are known");
            }
            Span<byte> size = stackalloc byte[4];
            size.Clear();
            file.ReadExactly(size[..(start[6] == 1 ? 2 : 4)]);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(size);
            if (length > MaxTextLength)
            {
                throw new InvalidDataException($"it claims a header of {length} bytes");
            }
            byte[] text = new byte[length];
            file.ReadExactly(text);
            return NpyHeaderText.Parse((start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), file.Position);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"'{path}' is no usable .npy file: {(e is EndOfStreamException ? "it is cut off" : e.Message)}.", e);
        }
    }
}
