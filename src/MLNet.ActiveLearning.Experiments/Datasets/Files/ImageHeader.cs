using System.Buffers.Binary;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Finds an image's size in the first bytes of its file, without decoding it.</summary>
internal static class ImageHeader
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the size from a JPEG frame header or a PNG IHDR chunk.</summary>
    /// <param name="start">The file's first bytes.</param>
    /// <param name="isWholeFile">Whether nothing follows them.</param>
    /// <returns>The size, or <see langword="null"/> if more bytes are needed.</returns>
    /// <exception cref="InvalidDataException">It is no JPEG or PNG image, or its header is damaged.</exception>
    public static ImageSize? TryReadSize(ReadOnlySpan<byte> start, bool isWholeFile)
    {
        if (start.IsEmpty)
        {
            throw new InvalidDataException("is empty");
        }

        ImageSize? size;
        if (start.StartsWith(PngSignature))
        {
            size = ReadPng(start);
        }
        else if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            size = ReadJpeg(start);
        }
        else
        {
            string found = Convert.ToHexString(start[..Math.Min(4, start.Length)]);
            throw new InvalidDataException($"is neither a JPEG nor a PNG image (it begins with {found})");
        }

        if (size is null && isWholeFile)
        {
            throw new InvalidDataException("is cut off before its size is given");
        }

        return size is null or { IsUsable: true } ? size : throw new InvalidDataException($"claims to be {size} pixels");
    }

    private static ImageSize? ReadPng(ReadOnlySpan<byte> png)
    {
        if (png.Length < 24)
        {
            return null;
        }

        if (!png.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            throw new InvalidDataException("is a PNG image without a header chunk");
        }

        return new ImageSize(BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]));
    }

    private static ImageSize? ReadJpeg(ReadOnlySpan<byte> jpeg)
    {
        int position = 2;
        while (position + 9 <= jpeg.Length)
        {
            if (jpeg[position] != 0xFF)
            {
                throw new InvalidDataException($"is a damaged JPEG image: no marker at byte {position}");
            }

            byte marker = jpeg[position + 1];
            if (marker == 0xFF)
            {
                position++; // fill byte
                continue;
            }

            if (IsFrame(marker))
            {
                int height = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(position + 5)..]);
                return new ImageSize(BinaryPrimitives.ReadUInt16BigEndian(jpeg[(position + 7)..]), height);
            }

            if (marker is 0xD9 or 0xDA)
            {
                throw new InvalidDataException("is a damaged JPEG image: its pixels come before its size");
            }

            // Markers 01 and D0 to D7 stand alone; every other one says how long it is.
            bool isAlone = marker is 0x01 or (>= 0xD0 and <= 0xD7);
            position += 2 + (isAlone ? 0 : BinaryPrimitives.ReadUInt16BigEndian(jpeg[(position + 2)..]));
        }

        return null;
    }

    /// <summary>Start-of-frame markers are C0 to CF, except for three tables that share the range.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
