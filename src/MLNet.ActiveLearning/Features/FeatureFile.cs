using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace MLNet.ActiveLearning.Features;

/// <summary>The layout of a feature file: a head, then segments, each beginning at a multiple of 4,096 bytes.</summary>
/// <remarks>
/// <para>
/// Head: 8 bytes <c>MLALFEAT</c>, the format version and the lengths of head and description (Int32), the description's checksum, the
/// description as JSON. It is written once, with the file, by a rename.
/// </para>
/// <para>
/// Segment: a mark of 64 bytes (8 bytes <c>FSEGMENT</c>; rows, bytes of ids, bytes of features as Int64; checksums of ids, features and of
/// the mark), the ids (length and UTF-8 each), and at the next multiple of 64 the features row by row. The mark is written last, when ids
/// and features are on the disk: a segment without one was never finished and does not count. All numbers are little endian.
/// </para>
/// </remarks>
internal static class FeatureFile
{
    public const int Alignment = 4096;
    public const int MarkSize = 64;
    private const int FormatVersion = 1;
    private const int FixedHeadSize = 24;

    private static ReadOnlySpan<byte> FileMagic => "MLALFEAT"u8;

    private static ReadOnlySpan<byte> SegmentMagic => "FSEGMENT"u8;

    public static long AlignUp(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;

    /// <summary>Creates a store without rows; a file that is there already is left alone.</summary>
    public static void Create(string path, FeatureDescription description)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(description);
        byte[] head = new byte[AlignUp(FixedHeadSize + json.Length, Alignment)];
        FileMagic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), head.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), json.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(20), Checksum.Compute(json));
        json.CopyTo(head.AsSpan(FixedHeadSize));
        string unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                file.Write(head);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: false);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Reads head and marks, and the ids of all finished segments.</summary>
    /// <exception cref="InvalidDataException">The file is no feature file, of a later version, or damaged; the message says where.</exception>
    public static (FeatureDescription Description, List<FeatureSegment> Segments, long End) Read(Stream file, string path)
    {
        (FeatureDescription description, long offset) = ReadHead(file, path);
        var segments = new List<FeatureSegment>();
        int valueSize = SizeOf(description.Type);
        long firstRow = 0;
        byte[] mark = new byte[MarkSize];
        while (offset + MarkSize <= file.Length)
        {
            file.Position = offset;
            file.ReadExactly(mark);
            if (mark.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                break; // begun and never finished
            }
            FeatureSegment segment = ReadMark(mark, offset, firstRow, path);
            if (segment.FeatureBytes != segment.RowCount * description.Dimension * valueSize || segment.End > file.Length)
            {
                throw Damaged(path, offset, segment.End > file.Length ? "the file ends before the segment does" : "its sizes do not fit together");
            }
            segment = segment with { Ids = ReadIds(file, segment, path) };
            segments.Add(segment);
            firstRow += segment.RowCount;
            offset = AlignUp(segment.End, Alignment);
        }
        return (description, segments, offset);
    }

    public static void WriteMark(Span<byte> mark, long rowCount, ReadOnlySpan<byte> ids, ReadOnlySpan<byte> features)
    {
        mark.Clear();
        SegmentMagic.CopyTo(mark);
        BinaryPrimitives.WriteInt64LittleEndian(mark[8..], rowCount);
        BinaryPrimitives.WriteInt64LittleEndian(mark[16..], ids.Length);
        BinaryPrimitives.WriteInt64LittleEndian(mark[24..], features.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(mark[32..], Checksum.Compute(ids));
        BinaryPrimitives.WriteUInt32LittleEndian(mark[36..], Checksum.Compute(features));
        BinaryPrimitives.WriteUInt32LittleEndian(mark[40..], Checksum.Compute(mark[..40]));
    }

    public static int SizeOf(FeatureType type) => type == FeatureType.HalfPrecision ? 2 : 4;

    public static InvalidDataException Damaged(string path, long offset, string what) => new(
        $"The feature file '{path}' is damaged at byte {offset}: {what}. Nothing was changed. Compute the features again, into a new file.");

    private static (FeatureDescription Description, long Length) ReadHead(Stream file, string path)
    {
        byte[] head = new byte[FixedHeadSize];
        if (file.Length < FixedHeadSize || file.ReadAtLeast(head, FixedHeadSize, throwOnEndOfStream: false) < FixedHeadSize || !head.AsSpan(0, 8).SequenceEqual(FileMagic))
        {
            throw new InvalidDataException($"'{path}' is no feature file. Features are written by ActiveLearning().Features, or by 'mlnet-al features'.");
        }
        int version = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(8));
        if (version != FormatVersion)
        {
            throw new InvalidDataException($"The feature file '{path}' has format version {version}; this version of the library reads {FormatVersion}. Update the library.");
        }
        int headLength = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(12));
        int jsonLength = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(16));
        if (jsonLength < 2 || headLength < FixedHeadSize + jsonLength || headLength > file.Length || headLength % Alignment != 0)
        {
            throw Damaged(path, 12, "the lengths in its head do not fit");
        }
        byte[] json = new byte[jsonLength];
        file.ReadExactly(json);
        if (Checksum.Compute(json) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(20)))
        {
            throw Damaged(path, FixedHeadSize, "the checksum of its description does not fit");
        }
        FeatureDescription description = JsonSerializer.Deserialize<FeatureDescription>(json)!;
        return (description, headLength);
    }

    private static FeatureSegment ReadMark(ReadOnlySpan<byte> mark, long offset, long firstRow, string path)
    {
        if (!mark[..8].SequenceEqual(SegmentMagic) || BinaryPrimitives.ReadUInt32LittleEndian(mark[40..]) != Checksum.Compute(mark[..40]))
        {
            throw Damaged(path, offset, "a segment's mark does not fit its checksum");
        }
        long idBytes = BinaryPrimitives.ReadInt64LittleEndian(mark[16..]);
        return new FeatureSegment(
            firstRow,
            checked((int)BinaryPrimitives.ReadInt64LittleEndian(mark[8..])),
            offset + MarkSize,
            idBytes,
            AlignUp(offset + MarkSize + idBytes, MarkSize),
            BinaryPrimitives.ReadInt64LittleEndian(mark[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(mark[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(mark[36..]));
    }

    private static string[] ReadIds(Stream file, FeatureSegment segment, string path)
    {
        byte[] bytes = new byte[segment.IdBytes];
        file.Position = segment.IdOffset;
        file.ReadExactly(bytes);
        if (Checksum.Compute(bytes) != segment.IdChecksum)
        {
            throw Damaged(path, segment.IdOffset, "the checksum of a segment's ids does not fit");
        }
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var ids = new string[segment.RowCount];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = reader.ReadString();
        }
        return ids;
    }
}
