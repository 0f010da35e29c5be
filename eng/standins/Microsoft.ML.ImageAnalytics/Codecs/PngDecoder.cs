using System.Buffers.Binary;
using System.IO.Compression;

namespace Microsoft.ML.Data.Codecs;

/// <summary>PNG of all colour types and bit depths; 16 bits keep their high byte. A truncated file gives the rows that could be read.</summary>
internal sealed class PngDecoder
{
    private readonly PngHeader _header;
    private readonly byte[] _pixels;

    private PngDecoder(PngHeader header)
    {
        _header = header;
        _pixels = new byte[header.Width * header.Height * 4];
    }

    public static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    public static MLImage Decode(ReadOnlySpan<byte> bytes)
    {
        var header = PngHeader.Parse(bytes);
        var decoder = new PngDecoder(header);
        try
        {
            decoder.ReadPasses();
        }
        catch (InvalidDataException) when (header.Truncated)
        {
        }
        return new MLImage(header.Width, header.Height, MLPixelFormat.Bgra32, decoder._pixels, header.IsOpaque);
    }

    private void ReadPasses()
    {
        using var inflated = new ZLibStream(_header.Data, CompressionMode.Decompress);
        if (!_header.Interlaced)
        {
            ReadPass(inflated, 0, 0, 1, 1);
            return;
        }
        ReadPass(inflated, 0, 0, 8, 8);
        ReadPass(inflated, 4, 0, 8, 8);
        ReadPass(inflated, 0, 4, 4, 8);
        ReadPass(inflated, 2, 0, 4, 4);
        ReadPass(inflated, 0, 2, 2, 4);
        ReadPass(inflated, 1, 0, 2, 2);
        ReadPass(inflated, 0, 1, 1, 2);
    }

    private void ReadPass(ZLibStream inflated, int startX, int startY, int stepX, int stepY)
    {
        int columns = (_header.Width - startX + stepX - 1) / stepX;
        if (columns <= 0)
            return;
        int rowBytes = _header.RowBytes(columns);
        int pixelBytes = Math.Max(1, _header.Channels * _header.BitDepth / 8);
        byte[] row = new byte[rowBytes + 1], previous = new byte[rowBytes + 1];
        for (int y = startY; y < _header.Height; y += stepY)
        {
            if (inflated.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                throw new InvalidDataException("invalid PNG data (too few rows).");
            Unfilter(row[0], row.AsSpan(1), previous.AsSpan(1), pixelBytes);
            Expand(row.AsSpan(1), columns, (y * _header.Width + startX) * 4, stepX * 4);
            (row, previous) = (previous, row);
        }
    }

    private static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = step; i < row.Length; i++)
                    row[i] += row[i - step];
                break;
            case 2:
                for (int i = 0; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case 3:
                for (int i = 0; i < row.Length; i++)
                    row[i] += (byte)(((i >= step ? row[i - step] : 0) + above[i]) / 2);
                break;
            case 4:
                for (int i = 0; i < row.Length; i++)
                    row[i] += i >= step ? Paeth(row[i - step], above[i], above[i - step]) : above[i];
                break;
            default:
                throw new InvalidDataException("invalid PNG data (row filter).");
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner), toAbove = Math.Abs(left - corner), toCorner = Math.Abs(left + above - 2 * corner);
        return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
    }

    private void Expand(ReadOnlySpan<byte> row, int columns, int offset, int stride)
    {
        int channels = _header.Channels;
        for (int x = 0; x < columns; x++, offset += stride)
        {
            int red = Sample(row, x * channels), green = red, blue = red, alpha = 255;
            if (_header.IsIndexed)
            {
                int entry = red * 3;
                if (entry + 2 >= _header.Palette.Length)
                    throw new InvalidDataException("invalid PNG data (palette index).");
                alpha = red < _header.Transparency.Length ? _header.Transparency[red] : 255;
                (red, green, blue) = (_header.Palette[entry], _header.Palette[entry + 1], _header.Palette[entry + 2]);
            }
            else
            {
                if (!_header.IsGray)
                    (green, blue) = (Sample(row, x * channels + 1), Sample(row, x * channels + 2));
                if (_header.HasAlphaChannel)
                    alpha = To8Bits(Sample(row, x * channels + channels - 1));
                else if (_header.Transparency.Length > 0 && IsColorKey(red, green, blue))
                    alpha = 0;
                (red, green, blue) = (To8Bits(red), To8Bits(green), To8Bits(blue));
            }
            _pixels[offset] = Alpha.Multiply(blue, alpha);
            _pixels[offset + 1] = Alpha.Multiply(green, alpha);
            _pixels[offset + 2] = Alpha.Multiply(red, alpha);
            _pixels[offset + 3] = (byte)alpha;
        }
    }

    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        int bits = _header.BitDepth;
        if (bits == 8)
            return row[index];
        if (bits == 16)
            return BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]);
        int bit = index * bits;
        return row[bit >> 3] >> (8 - bits - (bit & 7)) & ((1 << bits) - 1);
    }

    private byte To8Bits(int sample) => _header.BitDepth switch
    {
        16 => (byte)(sample >> 8),
        8 => (byte)sample,
        int bits => (byte)(sample * 255 / ((1 << bits) - 1)),
    };

    private bool IsColorKey(int red, int green, int blue)
    {
        ReadOnlySpan<byte> key = _header.Transparency;
        return red == BinaryPrimitives.ReadUInt16BigEndian(key)
            && (_header.IsGray || green == BinaryPrimitives.ReadUInt16BigEndian(key[2..]) && blue == BinaryPrimitives.ReadUInt16BigEndian(key[4..]));
    }
}
