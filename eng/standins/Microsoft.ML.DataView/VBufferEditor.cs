namespace Microsoft.ML.Data;

public static class VBufferEditor
{
    public static VBufferEditor<T> CreateFromBuffer<T>(scoped ref VBuffer<T> destination)
        => Create(ref destination, destination.Length, destination.GetValues().Length);

    public static VBufferEditor<T> Create<T>(
        scoped ref VBuffer<T> destination,
        int newLogicalLength,
        int? valuesCount = null,
        int? maxValuesCapacity = null,
        bool keepOldOnResize = false,
        bool requireIndicesOnDense = false)
    {
        Contracts.CheckParam(newLogicalLength >= 0, nameof(newLogicalLength), "Must be non-negative.");
        int count = valuesCount ?? newLogicalLength;
        Contracts.CheckParam(count >= 0, nameof(valuesCount), "If specified, must be non-negative.");
        Contracts.CheckParam(count <= newLogicalLength, nameof(valuesCount), "If specified, must be no greater than " + nameof(newLogicalLength));

        int limit = maxValuesCapacity ?? Array.MaxLength;
        destination.GetStorage(out T[] values, out int[] indices);
        bool newValues = Grow(ref values, count, limit, keepOldOnResize);
        bool useIndices = count < newLogicalLength || requireIndicesOnDense;
        bool newIndices = useIndices && Grow(ref indices, count, limit, keepOldOnResize);
        return new VBufferEditor<T>(newLogicalLength, count, values, indices, useIndices, newValues, newIndices);
    }

    private static bool Grow<T>(ref T[] array, int needed, int limit, bool keep)
    {
        int current = array?.Length ?? 0;
        if (current >= needed)
            return false;
        // Doubling would defeat callers who ask for exact sizes, so only grow geometrically where old content is kept.
        int size = keep && current > 0 ? (int)Math.Min(Math.Max(2L * current, needed), limit) : needed;
        Contracts.CheckParam(size >= needed, "maxValuesCapacity");
        if (keep)
            Array.Resize(ref array, size);
        else
            array = new T[size];
        return true;
    }
}

public readonly ref struct VBufferEditor<T>
{
    private readonly int _length;
    private readonly T[] _values;
    private readonly int[] _indices;

    public readonly Span<T> Values;

    public readonly Span<int> Indices;

    internal VBufferEditor(int length, int count, T[] values, int[] indices, bool useIndices, bool newValues, bool newIndices)
    {
        _length = length;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = useIndices ? indices.AsSpan(0, count) : default;
        CreatedNewValues = newValues;
        CreatedNewIndices = newIndices;
    }

    public bool CreatedNewValues { get; }

    public bool CreatedNewIndices { get; }

    public VBuffer<T> Commit() => CommitTruncated(Values.Length);

    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        Contracts.CheckParam(physicalValuesCount <= Values.Length, nameof(physicalValuesCount),
            $"{nameof(physicalValuesCount)} cannot be greater than the number of values that the editor was created with.");
        return new VBuffer<T>(_length, physicalValuesCount, _values, _indices);
    }
}
