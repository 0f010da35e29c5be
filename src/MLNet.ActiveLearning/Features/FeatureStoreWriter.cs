using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace MLNet.ActiveLearning.Features;

/// <summary>Adds rows to a feature file, segment by segment; a segment counts once it is on the disk as a whole.</summary>
/// <remarks>
/// A process that is killed loses at most the rows since the last finished segment; opening the file again cuts the rest of them off and goes
/// on behind it. One writer at a time; not thread-safe.
/// </remarks>
public sealed class FeatureStoreWriter : IDisposable
{
    private const float LargestHalf = 65504;
    private readonly string path;
    private readonly FileStream file;
    private readonly HashSet<string> known;
    private readonly int segmentRows;
    private readonly byte[] features;
    private readonly int rowBytes;
    private MemoryStream ids = new();
    private int pending;
    private long end;

    private FeatureStoreWriter(string path, FileStream file, FeatureDescription description, int segmentRows)
    {
        this.path = path;
        this.file = file;
        this.segmentRows = segmentRows;
        Description = description;
        (FeatureDescription stored, List<FeatureSegment> segments, end) = FeatureFile.Read(file, path);
        stored.RequireEqual(path, description);
        known = new HashSet<string>(segments.SelectMany(s => s.Ids), StringComparer.Ordinal);
        rowBytes = description.Dimension * FeatureFile.SizeOf(description.Type);
        features = new byte[checked(segmentRows * rowBytes)];
        file.SetLength(Math.Min(end, file.Length));
    }

    /// <summary>What the features are.</summary>
    public FeatureDescription Description { get; }

    /// <summary>Rows in the file and waiting.</summary>
    public int Count => known.Count;

    /// <summary>Opens a feature file to add rows, creating it if there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="description">What the rows are.</param>
    /// <param name="segmentRows">Rows that are written at once, at least 1: what is kept in memory, and what a killed process loses.</param>
    /// <exception cref="InvalidOperationException">The file holds features of another model, preprocessing, dimension or type; the message names both.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no feature file.</exception>
    /// <exception cref="IOException">Another process writes to it.</exception>
    public static FeatureStoreWriter Open(string path, FeatureDescription description, int segmentRows = 4096)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentException.ThrowIfNullOrEmpty(description.ModelHash);
        ArgumentNullException.ThrowIfNull(description.Preprocessing);
        ArgumentOutOfRangeException.ThrowIfLessThan(description.Dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentRows, 1);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (!File.Exists(full))
        {
            FeatureFile.Create(full, description);
        }
        FileStream file;
        try
        {
            // Only None is an exclusive lock on Unix. No buffer: what a failed write leaves must not be written later.
            file = new FileStream(full, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e)
        {
            throw new IOException($"The feature file '{path}' cannot be opened for writing; another process may be using it. {e.Message}", e);
        }
        try
        {
            return new FeatureStoreWriter(path, file, description, segmentRows);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a row is in the file or waiting.</summary>
    /// <param name="id">The row's id.</param>
    public bool Contains(ReadOnlySpan<char> id) => known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(id);

    /// <summary>The ids of all rows, as they are now.</summary>
    internal HashSet<string> CopyIds() => new(known, StringComparer.Ordinal);

    /// <summary>Adds a row.</summary>
    /// <param name="id">Its id: not empty, new.</param>
    /// <param name="values">D finite numbers; of a magnitude of at most 65,504 if they are kept as <see cref="FeatureType.HalfPrecision"/>.</param>
    /// <exception cref="ArgumentException">The id is empty or known, or a number is not allowed; the message names the row.</exception>
    public void Add(ReadOnlySpan<char> id, ReadOnlySpan<float> values)
    {
        string name = id.ToString();
        if (values.Length != Description.Dimension)
        {
            throw new ArgumentException($"The row '{name}' has {values.Length} features; those in '{path}' have {Description.Dimension}.", nameof(values));
        }
        CheckValues(name, values);
        if (name.Length == 0 || !known.Add(name))
        {
            throw new ArgumentException(name.Length == 0 ? "A row's id is empty; each row needs an id of its own." : $"The features of the row '{name}' are in '{path}' already.", nameof(id));
        }
        Span<byte> row = features.AsSpan(pending * rowBytes, rowBytes);
        if (Description.Type == FeatureType.HalfPrecision)
        {
            TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(row));
        }
        else
        {
            MemoryMarshal.AsBytes(values).CopyTo(row);
        }
        using (var writer = new BinaryWriter(ids, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(name);
        }
        if (++pending == segmentRows)
        {
            Flush();
        }
    }

    /// <summary>Writes the waiting rows as a segment and returns when they are on the disk.</summary>
    public void Flush()
    {
        if (pending == 0)
        {
            return;
        }
        ReadOnlySpan<byte> rows = features.AsSpan(0, pending * rowBytes);
        byte[] idBytes = ids.ToArray();
        byte[] mark = new byte[FeatureFile.MarkSize];
        FeatureFile.WriteMark(mark, pending, idBytes, rows);
        long featureOffset = FeatureFile.AlignUp(end + FeatureFile.MarkSize + idBytes.Length, FeatureFile.MarkSize);
        long next = FeatureFile.AlignUp(featureOffset + rows.Length, FeatureFile.Alignment);
        file.SetLength(next); // the mark's place reads as zeros until it is written
        RandomAccess.Write(file.SafeFileHandle, idBytes, end + FeatureFile.MarkSize);
        RandomAccess.Write(file.SafeFileHandle, rows, featureOffset);
        file.Flush(flushToDisk: true);
        RandomAccess.Write(file.SafeFileHandle, mark, end);
        file.Flush(flushToDisk: true);
        end = next;
        pending = 0;
        ids = new MemoryStream();
    }

    /// <summary>Closes the file. Rows that are waiting are lost: call <see cref="Flush"/> first.</summary>
    public void Dispose() => file.Dispose();

    private void CheckValues(string id, ReadOnlySpan<float> values)
    {
        float limit = Description.Type == FeatureType.HalfPrecision ? LargestHalf : float.MaxValue;
        foreach (float value in values)
        {
            if (!(MathF.Abs(value) <= limit))
            {
                string remedy = float.IsFinite(value)
                    ? $"FeatureType.HalfPrecision holds magnitudes up to {LargestHalf}. Use FeatureType.FullPrecision."
                    : "All features must be finite. Look for a diverged model or a damaged input in that row.";
                throw new ArgumentException($"A feature of the row '{id}' is {value}. {remedy}", nameof(values));
            }
        }
    }
}
