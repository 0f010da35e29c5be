using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The files in a zip archive, hidden ones aside.</summary>
/// <remarks>
/// The central directory is read once; after that every reader has its own file handle and reads at given positions, so that any number
/// of threads can read without waiting for each other. <see cref="ZipArchive"/> allows one thread at a time.
/// </remarks>
internal sealed class ZipStore : IFileStore
{
    private const int LocalHeaderLength = 30;

    /// <summary>Room for the extra field of a local header, whose length is known only once the header has been read.</summary>
    private const int ExtraRoom = 64;

    private readonly List<ZipEntry> entries;
    private readonly long archiveLength;

    public ZipStore(string path)
    {
        Location = Path.GetFullPath(path);
        using SafeFileHandle file = File.OpenHandle(Location);
        archiveLength = RandomAccess.GetLength(file);
        try
        {
            entries = [.. ZipDirectory.Read(file).Where(entry => !FolderLayout.IsHidden(entry.Name))];
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The zip archive '{Location}' cannot be read: {e.Message}.", e);
        }

        Paths = entries.ConvertAll(entry => entry.Name);
    }

    public string Location { get; }

    public IReadOnlyList<string> Paths { get; }

    public string GetTag(int file) => entries[file].Name;

    public IFileReader OpenReader()
    {
        SafeFileHandle file = File.OpenHandle(Location, options: FileOptions.RandomAccess);
        if (RandomAccess.GetLength(file) != archiveLength)
        {
            file.Dispose();
            throw new InvalidDataException($"The zip archive '{Location}' has changed since the data set was opened. Open it again.");
        }

        return new Reader(entries, file);
    }

    private sealed class Reader(List<ZipEntry> entries, SafeFileHandle archive) : IFileReader
    {
        private byte[] stored = [];
        private byte[] inflated = [];

        public ArraySegment<byte> ReadStart(int file, int count)
        {
            ZipEntry entry = entries[file];
            if (entry.IsEncrypted)
            {
                throw new InvalidDataException("is encrypted");
            }

            if (entry.Length > ReadBuffer.MaxFileLength || entry.CompressedLength > ReadBuffer.MaxFileLength)
            {
                throw new InvalidDataException($"is longer than {ReadBuffer.MaxFileLength} bytes");
            }

            return entry.Method switch
            {
                0 => ReadStored(entry, (int)Math.Min(count, entry.Length)),
                8 => Inflate(ReadStored(entry, (int)entry.CompressedLength), (int)Math.Min(count, entry.Length)),
                _ => throw new InvalidDataException($"is compressed by method {entry.Method}; 0 (stored) and 8 (deflate) are supported"),
            };
        }

        public ArraySegment<byte> Read(int file)
        {
            ArraySegment<byte> content = ReadStart(file, int.MaxValue);
            return Crc32.Compute(content) == entries[file].Crc
                ? content
                : throw new InvalidDataException("is damaged: its checksum differs from the one in the archive");
        }

        public void Dispose() => archive.Dispose();

        private ArraySegment<byte> ReadStored(ZipEntry entry, int count)
        {
            // One read fetches header and content, unless the local extra field is unusually long.
            int expected = LocalHeaderLength + entry.Name.Length + ExtraRoom + count;
            ReadBuffer.Grow(ref stored, expected);
            ArraySegment<byte> bytes = ReadBuffer.Fill(archive, stored, expected, entry.HeaderOffset);
            if (bytes.Count < LocalHeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 0x04034b50)
            {
                throw new InvalidDataException("has no header where the archive's directory says it begins");
            }

            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]);
            int start = LocalHeaderLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
            if (start + count > bytes.Count)
            {
                ReadBuffer.Grow(ref stored, count);
                bytes = ReadBuffer.Fill(archive, stored, count, entry.HeaderOffset + start);
                start = 0;
            }

            return start + count <= bytes.Count ? bytes.Slice(start, count) : throw new InvalidDataException("is cut off");
        }

        private ArraySegment<byte> Inflate(ArraySegment<byte> compressed, int count)
        {
            ReadBuffer.Grow(ref inflated, count);
            using MemoryStream source = new(compressed.Array!, compressed.Offset, compressed.Count, writable: false);
            using DeflateStream inflater = new(source, CompressionMode.Decompress);
            int read = inflater.ReadAtLeast(inflated.AsSpan(0, count), count, throwOnEndOfStream: false);
            return read == count
                ? new ArraySegment<byte>(inflated, 0, count)
                : throw new InvalidDataException("is shorter than the archive's directory says");
        }
    }
}
