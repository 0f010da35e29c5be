using System.IO.MemoryMappedFiles;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Features;

/// <summary>Features of rows, computed once and kept in a file that is mapped into memory: what a model's backbone said about each image of a pool.</summary>
/// <remarks>
/// A strategy that reads embeddings selects from <see cref="CreateView"/> without the model; others after a proxy is trained on the features.
/// A store shows the rows that were finished when it was opened. Reading is thread-safe and takes no memory beyond the ids; the system's page
/// cache keeps what is read often.
/// </remarks>
public sealed class FeatureStore : IDisposable
{
    private readonly MemoryMappedViewAccessor map;
    private readonly List<FeatureSegment> segments;
    private readonly Dictionary<string, int> rows = new(StringComparer.Ordinal);
    private readonly string[] ids;

    private FeatureStore(string path, FeatureDescription description, List<FeatureSegment> segments, MemoryMappedViewAccessor map)
    {
        Path = path;
        Description = description;
        this.segments = segments;
        this.map = map;
        ids = [.. segments.SelectMany(s => s.Ids)];
        for (int i = 0; i < ids.Length; i++)
        {
            if (!rows.TryAdd(ids[i], i))
            {
                throw FeatureFile.Damaged(path, 0, $"the id '{ids[i]}' occurs twice");
            }
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the features are.</summary>
    public FeatureDescription Description { get; }

    /// <summary>Ids of the rows, in the order of the file.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>Number of rows N.</summary>
    public int Count => ids.Length;

    /// <summary>Opens a feature file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no feature file.</exception>
    public static FeatureStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no feature file '{System.IO.Path.GetFullPath(path)}'. Write it with ActiveLearning().Features, or 'mlnet-al features'.", path);
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        (FeatureDescription description, List<FeatureSegment> segments, _) = FeatureFile.Read(file, path);
        // The mapping outlives the file handle, so that a writer may add rows meanwhile.
        using MemoryMappedFile mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new FeatureStore(path, description, segments, mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read));
    }

    /// <summary>Where a row is.</summary>
    /// <param name="id">The row's id.</param>
    /// <returns>Its number, from 0, or -1 if the store does not have it.</returns>
    public int Find(ReadOnlySpan<char> id) => rows.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out int row) ? row : -1;

    /// <summary>Reads the features of a row.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="values">Receives D numbers.</param>
    public void Read(int row, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        if (values.Length != Description.Dimension)
        {
            throw new ArgumentException($"The place for a row has {values.Length} numbers; the features have {Description.Dimension}.", nameof(values));
        }
        FeatureSegment segment = FindSegment(row);
        SafeBuffer buffer = map.SafeMemoryMappedViewHandle;
        ulong offset = (ulong)(segment.FeatureOffset + ((row - segment.FirstRow) * (segment.FeatureBytes / segment.RowCount)));
        if (Description.Type == FeatureType.FullPrecision)
        {
            buffer.ReadSpan(offset, values);
            return;
        }
        Span<Half> halves = values.Length <= 1024 ? stackalloc Half[values.Length] : new Half[values.Length];
        buffer.ReadSpan(offset, halves);
        TensorPrimitives.ConvertToSingle(halves, values);
    }

    /// <summary>Compares all features with their checksums; reads the whole file.</summary>
    /// <exception cref="InvalidDataException">A segment is damaged; the message says where.</exception>
    public void Verify()
    {
        foreach (FeatureSegment segment in segments)
        {
            byte[] bytes = new byte[segment.FeatureBytes];
            map.SafeMemoryMappedViewHandle.ReadSpan<byte>((ulong)segment.FeatureOffset, bytes);
            if (Checksum.Compute(bytes) != segment.FeatureChecksum)
            {
                throw FeatureFile.Damaged(Path, segment.FeatureOffset, "the checksum of a segment's features does not fit");
            }
        }
    }

    /// <summary>The store's rows as a view, with ids as text and features as a vector of Single (D).</summary>
    /// <param name="idColumnName">Name of the column of ids.</param>
    /// <param name="outputColumnName">Name of the column of features.</param>
    public IDataView CreateView(string idColumnName = "Id", string outputColumnName = SignalNames.Embedding) =>
        new FeatureView(this, idColumnName, outputColumnName);

    /// <summary>Adds the features to the rows of another view, for example one that also has images or labels.</summary>
    /// <param name="data">The rows; all of them have to be in the store when they are read.</param>
    /// <param name="idColumnName">The column that identifies a row.</param>
    /// <param name="outputColumnName">Name of the column of features, hiding a column of that name.</param>
    /// <exception cref="ArgumentException">There is no such id column, or it cannot hold ids.</exception>
    public IDataView AddTo(IDataView data, string idColumnName = "Id", string outputColumnName = SignalNames.Embedding)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new FeatureColumnView(this, data, idColumnName, outputColumnName);
    }

    /// <summary>Unmaps the file; views of the store cannot be read any more.</summary>
    public void Dispose() => map.Dispose();

    private FeatureSegment FindSegment(int row)
    {
        int low = 0;
        int high = segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = segments[middle].FirstRow <= row ? (middle, high) : (low, middle - 1);
        }
        return segments[low];
    }
}
