using Microsoft.Win32.SafeHandles;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Reads the rows of an array in order, some at a time.</summary>
internal sealed class NpyRowReader : IDisposable
{
    private const int ChunkLength = 1 << 18;

    /// <summary>More where a chunk is read in pieces, one a pass, so that the pieces are not too short.</summary>
    private const int ChunkLengthOfBlocks = 1 << 22;
    private readonly string path;
    private readonly NpyRows layout;
    private readonly SafeFileHandle file;
    private readonly int rowsPerChunk;
    private readonly byte[] row;
    private byte[] chunk = [];
    private long chunkStart;
    private int chunkRows;
    private long current = -1;

    public NpyRowReader(string path, NpyRows layout)
    {
        this.path = path;
        this.layout = layout;
        file = File.OpenHandle(path, options: layout.BlockCount == 1 ? FileOptions.SequentialScan : FileOptions.None);
        rowsPerChunk = Math.Max(1, (layout.BlockCount == 1 ? ChunkLength : ChunkLengthOfBlocks) / layout.RowLength);
        row = layout.BlockCount == 1 ? [] : new byte[layout.RowLength];
    }

    public double Fraction => layout.RowCount == 0 ? 1 : (current + 1.0) / layout.RowCount;

    public bool MoveNext() => current < layout.RowCount && ++current < layout.RowCount;

    /// <summary>The bytes of the row, its passes one after the other; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read()
    {
        if (current < 0 || current >= layout.RowCount)
        {
            throw new InvalidOperationException("The cursor is before the first or behind the last row. Read values after MoveNext has returned true.");
        }
        if (current < chunkStart || current >= chunkStart + chunkRows)
        {
            ReadChunk();
        }
        int place = (int)(current - chunkStart);
        if (layout.BlockCount == 1)
        {
            return chunk.AsSpan(place * layout.RunLength, layout.RunLength);
        }
        // (S, rows of the chunk, C) -> (S, C)
        for (int block = 0; block < layout.BlockCount; block++)
        {
            chunk.AsSpan(((block * chunkRows) + place) * layout.RunLength, layout.RunLength).CopyTo(row.AsSpan(block * layout.RunLength));
        }
        return row;
    }

    public void Dispose() => file.Dispose();

    private void ReadChunk()
    {
        chunkStart = current;
        chunkRows = (int)Math.Min(rowsPerChunk, layout.RowCount - current);
        if (chunk.Length == 0)
        {
            chunk = new byte[checked(rowsPerChunk * layout.RowLength)];
        }
        int length = chunkRows * layout.RunLength;
        for (int block = 0; block < layout.BlockCount; block++)
        {
            long offset = layout.Offset + (((block * layout.RowCount) + chunkStart) * layout.RunLength);
            Fill(chunk.AsSpan(block * length, length), offset);
        }
    }

    private void Fill(Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            int read = RandomAccess.Read(file, target, offset);
            if (read == 0)
            {
                throw new InvalidDataException($"'{path}' has become shorter while it was read.");
            }
            target = target[read..];
            offset += read;
        }
    }
}
