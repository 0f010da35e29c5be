using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Writes an image as PNG: 8 bits a channel, red, green, blue, no transparency, each row filtered by the one above.</summary>
internal static class Png
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(MLImage image)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8; // bits
        header[9] = 2; // colour
        using var png = new MemoryStream();
        png.Write(Signature);
        WriteChunk(png, "IHDR"u8, header);
        WriteChunk(png, "IDAT"u8, Compress(FilterRows(image)));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    // Filter 2: each byte less the one above it.
    private static byte[] FilterRows(MLImage image)
    {
        bool isBlueFirst = image.PixelFormat == MLPixelFormat.Bgra32;
        int stride = (image.Width * 3) + 1, pixelSize = image.BitsPerPixel / 8;
        ReadOnlySpan<byte> pixels = image.Pixels;
        byte[] above = new byte[image.Width * 3], rows = new byte[image.Height * stride];
        for (int y = 0; y < image.Height; y++)
        {
            rows[y * stride] = 2;
            for (int i = 0; i < image.Width * 3; i++)
            {
                int channel = isBlueFirst ? 2 - (i % 3) : i % 3;
                byte value = pixels[(((y * image.Width) + (i / 3)) * pixelSize) + channel];
                rows[(y * stride) + 1 + i] = unchecked((byte)(value - above[i]));
                above[i] = value;
            }
        }
        return rows;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            zlib.Write(bytes);
        }
        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [.. type, .. content];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(chunk));
        png.Write(number);
    }
}
