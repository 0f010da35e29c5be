using System.Buffers.Binary;
using System.IO.Compression;

namespace Microsoft.ML.Data.Codecs;

/// <summary>PNG of 8 bits a channel, RGB for opaque images and RGBA for the others.</summary>
internal static class PngEncoder
{
    public static byte[] Encode(MLImage image, bool opaque)
    {
        int width = image.Width, height = image.Height, channels = opaque ? 3 : 4;
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, opaque ? (byte)2 : (byte)6);

        using var output = new MemoryStream();
        output.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(output, "IHDR"u8, header);
        using (var data = new MemoryStream())
        {
            using (var deflate = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
            {
                var row = new byte[1 + width * channels];
                for (int y = 0; y < height; y++)
                {
                    FillRow(image, y, channels, row);
                    deflate.Write(row);
                }
            }
            WriteChunk(output, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        }
        WriteChunk(output, "IEND"u8, default);
        return output.ToArray();
    }

    private static void FillRow(MLImage image, int y, int channels, byte[] row)
    {
        int blue = image.PixelFormat == MLPixelFormat.Bgra32 ? 0 : 2;
        var pixels = image.Pixels.Slice(y * image.Width * 4, image.Width * 4);
        row[0] = 0;
        for (int i = 0, o = 1; i < pixels.Length; i += 4, o += channels)
        {
            byte alpha = channels == 3 ? (byte)255 : pixels[i + 3];
            row[o] = Alpha.Divide(pixels[i + 2 - blue], alpha);
            row[o + 1] = Alpha.Divide(pixels[i + 1], alpha);
            row[o + 2] = Alpha.Divide(pixels[i + blue], alpha);
            if (channels == 4)
                row[o + 3] = alpha;
        }
    }

    private static void WriteChunk(MemoryStream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        output.Write(number);
        int start = (int)output.Length;
        output.Write(type);
        output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(output.GetBuffer().AsSpan(start, (int)output.Length - start)));
        output.Write(number);
    }
}
