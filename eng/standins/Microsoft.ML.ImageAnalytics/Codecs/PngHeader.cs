using System.Buffers.Binary;

namespace Microsoft.ML.Data.Codecs;

/// <summary>IHDR, palette and transparency of a PNG, and its joined IDAT chunks.</summary>
internal sealed class PngHeader
{
    private const int Gray = 0, Rgb = 2, Indexed = 3, GrayAlpha = 4, Rgba = 6;

    public int Width { get; private set; }
    public int Height { get; private set; }
    public int BitDepth { get; private set; }
    public int ColorType { get; private set; }
    public bool Interlaced { get; private set; }
    public byte[] Palette { get; private set; } = [];
    public byte[] Transparency { get; private set; } = [];
    public MemoryStream Data { get; } = new();

    /// <summary>The file ended before its IEND chunk.</summary>
    public bool Truncated { get; private set; }

    public int Channels => ColorType switch { Gray or Indexed => 1, GrayAlpha => 2, Rgb => 3, _ => 4 };
    public bool IsIndexed => ColorType == Indexed;
    public bool HasAlphaChannel => ColorType is GrayAlpha or Rgba;
    public bool IsGray => ColorType is Gray or GrayAlpha;
    public bool IsOpaque => !HasAlphaChannel && Transparency.Length == 0;

    public int RowBytes(int width) => (int)(((long)width * Channels * BitDepth + 7) / 8);

    public static PngHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var header = new PngHeader();
        bytes = bytes[8..];
        for (bool first = true; ; first = false)
        {
            if (bytes.Length < 12)
            {
                header.Truncated = true;
                header.AddPartial(bytes);
                break;
            }
            uint length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            uint type = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
            if (length > bytes.Length - 12)
            {
                header.Truncated = true;
                header.AddPartial(bytes);
                break;
            }
            var content = bytes.Slice(8, (int)length);
            if (Crc32.Of(bytes.Slice(4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(bytes[((int)length + 8)..]))
                throw new InvalidDataException("invalid PNG data (checksum of a chunk).");
            if (first != (type == Tag("IHDR")))
                throw new InvalidDataException("invalid PNG data (IHDR is not the first chunk).");
            if (type == Tag("IEND"))
                break;
            header.Add(type, content);
            bytes = bytes[((int)length + 12)..];
        }
        header.Check();
        return header;
    }

    private static uint Tag(string name) => (uint)(name[0] << 24 | name[1] << 16 | name[2] << 8 | name[3]);

    private void Add(uint type, ReadOnlySpan<byte> content)
    {
        if (type == Tag("IHDR"))
        {
            if (content.Length != 13)
                throw new InvalidDataException("invalid PNG data (IHDR).");
            uint width = BinaryPrimitives.ReadUInt32BigEndian(content), height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
            if (width == 0 || height == 0 || (ulong)width * height > int.MaxValue / 4)
                throw new InvalidDataException($"a PNG image of {width} x {height} pixels is not supported.");
            (Width, Height, BitDepth, ColorType) = ((int)width, (int)height, content[8], content[9]);
            Interlaced = content[12] == 1;
            if (content[10] != 0 || content[11] != 0 || content[12] > 1 || !IsValidDepth())
                throw new InvalidDataException("invalid PNG data (IHDR).");
        }
        else if (type == Tag("PLTE"))
        {
            if (content.Length % 3 != 0 || content.Length > 768)
                throw new InvalidDataException("invalid PNG data (PLTE).");
            Palette = content.ToArray();
        }
        else if (type == Tag("tRNS"))
            Transparency = content.ToArray();
        else if (type == Tag("IDAT"))
            Data.Write(content);
    }

    private void AddPartial(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 8 && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == Tag("IDAT"))
            Data.Write(bytes[8..]);
    }

    private bool IsValidDepth() => ColorType switch
    {
        Gray => BitDepth is 1 or 2 or 4 or 8 or 16,
        Indexed => BitDepth is 1 or 2 or 4 or 8,
        Rgb or GrayAlpha or Rgba => BitDepth is 8 or 16,
        _ => false,
    };

    private void Check()
    {
        if (Data.Length == 0)
            throw new InvalidDataException("invalid PNG data (no pixels).");
        if (IsIndexed && Palette.Length == 0)
            throw new InvalidDataException("invalid PNG data (no palette).");
        int colorKey = ColorType switch { Gray => 2, Rgb => 6, _ => 0 };
        if (HasAlphaChannel || Transparency.Length < colorKey)
            Transparency = [];
        const int maximumRatio = 1032;
        if ((long)RowBytes(Width) * Height > Data.Length * maximumRatio + 1024)
            throw new InvalidDataException("invalid PNG data (too few bytes for its size).");
        Data.Position = 0;
    }
}
