using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads the central directory of a zip archive (PKWARE APPNOTE 6.3, with zip64).</summary>
internal static class ZipDirectory
{
    private const uint EntrySignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const uint Zip64LocatorSignature = 0x07064b50;
    private const uint Zip64EndSignature = 0x06064b50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int MaxCommentLength = ushort.MaxValue;

    /// <summary>All files in the archive, folders aside, in the directory's order.</summary>
    public static List<ZipEntry> Read(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        byte[] tail = ReadAt(file, Math.Max(0, length - EndLength - MaxCommentLength), (int)Math.Min(length, EndLength + MaxCommentLength));
        int end = FindEnd(tail);
        long endPosition = length - tail.Length + end;
        ReadOnlySpan<byte> record = tail.AsSpan(end);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        long shift = 0;
        if (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
        {
            ReadZip64End(file, endPosition, ref count, ref size, ref offset);
        }
        else
        {
            // Bytes before the archive, as in a self-extracting one, move everything by the same distance.
            shift = endPosition - size - offset;
        }

        if (shift < 0 || size < 0 || offset < 0 || offset + shift + size > length || size > Array.MaxLength)
        {
            throw new InvalidDataException("its central directory lies outside the file");
        }

        return ParseEntries(ReadAt(file, offset + shift, (int)size), count, shift);
    }

    private static int FindEnd(ReadOnlySpan<byte> tail)
    {
        for (int i = tail.Length - EndLength; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail[i..]) == EndSignature
                && i + EndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail[(i + 20)..]) <= tail.Length)
            {
                return i;
            }
        }

        throw new InvalidDataException("it has no end record: it is no zip archive, or it was cut off");
    }

    private static void ReadZip64End(SafeFileHandle file, long endPosition, ref long count, ref long size, ref long offset)
    {
        const int LocatorLength = 20;
        byte[] locator = ReadAt(file, Math.Max(0, endPosition - LocatorLength), LocatorLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != Zip64LocatorSignature)
        {
            return;
        }

        byte[] record = ReadAt(file, BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), 56);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Zip64EndSignature)
        {
            throw new InvalidDataException("its zip64 end record is damaged");
        }

        count = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(32));
        size = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(40));
        offset = BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
    }

    private static List<ZipEntry> ParseEntries(ReadOnlySpan<byte> directory, long count, long shift)
    {
        List<ZipEntry> entries = [];
        for (long i = 0; i < count; i++)
        {
            if (directory.Length < EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(directory) != EntrySignature)
            {
                throw new InvalidDataException($"entry {i + 1} of {count} in its central directory is damaged");
            }

            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            int next = EntryLength + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (directory.Length < next)
            {
                throw new InvalidDataException($"entry {i + 1} of {count} in its central directory is cut off");
            }

            ZipEntry entry = ParseEntry(directory, nameLength, directory.Slice(EntryLength + nameLength, extraLength), shift);
            if (!entry.Name.EndsWith('/'))
            {
                entries.Add(entry);
            }

            directory = directory[next..];
        }

        return entries;
    }

    private static ZipEntry ParseEntry(ReadOnlySpan<byte> entry, int nameLength, ReadOnlySpan<byte> extra, long shift)
    {
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
        long compressedLength = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        ReadOnlySpan<byte> large = FindZip64Extra(extra);
        length = TakeLarge(length, ref large);
        compressedLength = TakeLarge(compressedLength, ref large);
        offset = TakeLarge(offset, ref large);
        string name = Encoding.UTF8.GetString(entry.Slice(EntryLength, nameLength)).Replace('\\', '/');
        return new ZipEntry(
            name,
            offset + shift,
            compressedLength,
            length,
            BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]),
            BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            (flags & 1) != 0);
    }

    private static ReadOnlySpan<byte> FindZip64Extra(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    /// <summary>The zip64 field holds only the values that do not fit, in a fixed order.</summary>
    private static long TakeLarge(long value, ref ReadOnlySpan<byte> large)
    {
        if (value != uint.MaxValue || large.Length < 8)
        {
            return value;
        }

        long taken = BinaryPrimitives.ReadInt64LittleEndian(large);
        large = large[8..];
        return taken;
    }

    private static byte[] ReadAt(SafeFileHandle file, long position, int count)
    {
        if (position < 0)
        {
            throw new InvalidDataException("it points outside of itself");
        }

        byte[] bytes = new byte[count];
        return ReadBuffer.Fill(file, bytes, count, position).Count == count
            ? bytes
            : throw new InvalidDataException("it is cut off");
    }
}
