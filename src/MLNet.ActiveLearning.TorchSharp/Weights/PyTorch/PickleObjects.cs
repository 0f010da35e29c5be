namespace MLNet.ActiveLearning.Weights;

/// <summary>What the names of a pickle make of their arguments.</summary>
internal static class PickleObjects
{
    private const int MaximumRank = 64;

    /// <exception cref="InvalidDataException">The arguments are not those that PyTorch writes.</exception>
    public static object? Create(PickleGlobal callable, object?[] arguments) => callable.Kind switch
    {
        PickleGlobalKind.OrderedDictionary when arguments is [] => new PickleDictionary { IsOrdered = true },
        PickleGlobalKind.Size when arguments is [object?[] sizes] => sizes,
        PickleGlobalKind.RebuildTensor when arguments is [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..] =>
            CreateTensor(storage, offset, ReadSizes(shape), ReadSizes(strides)),
        PickleGlobalKind.RebuildParameter when arguments is [PickleTensor tensor, ..] => tensor,
        _ => throw new InvalidDataException($"'{callable.Name}' has arguments that PyTorch does not write; the file is damaged."),
    };

    /// <summary>A storage, from what the file says in place of it: ("storage", type, key, device, count), in older files also a view.</summary>
    public static PickleStorage CreateStorage(object? reference)
    {
        if (reference is not object?[] parts
            || parts is not ["storage", PickleGlobal { Kind: PickleGlobalKind.Storage } type, string key, string, long count and >= 0, ..]
            || parts.Length > 6)
        {
            throw Damaged("a reference to a storage is not one that PyTorch writes");
        }

        var whole = new PickleStorage(key, type.ElementType, count);
        return parts is [.., object?[] view] ? CreateView(whole, view) : whole;
    }

    private static PickleStorage CreateView(PickleStorage whole, object?[] view) =>
        view is [_, long offset and >= 0, long count and >= 0] && offset <= whole.Count - count
            ? whole with { Offset = offset, Count = count }
            : throw Damaged($"a view of storage '{whole.Key}' reaches beyond it");

    private static PickleTensor CreateTensor(PickleStorage storage, long offset, long[] shape, long[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > MaximumRank || offset < 0)
        {
            throw Damaged($"a tensor has {shape.Length} sizes, {strides.Length} strides and the offset {offset}");
        }

        // The place of the last number, in 128 bits: sizes and strides have 63 each, and there are at most 64 of them.
        Int128 last = offset;
        for (int i = 0; i < shape.Length; i++)
        {
            last += (Int128)(shape[i] - 1) * strides[i];
        }

        if (!shape.Contains(0) && last >= storage.Count)
        {
            throw Damaged($"a tensor of shape ({string.Join(", ", shape)}) reaches to number {last} of storage '{storage.Key}', which has {storage.Count}");
        }

        return new PickleTensor(storage, offset, shape, strides);
    }

    private static long[] ReadSizes(object?[] values)
    {
        long[] sizes = [.. values.OfType<long>()];
        return sizes.Length == values.Length && sizes.All(s => s >= 0) ? sizes : throw Damaged("a tensor has a size or stride that is no whole number of 0 or more");
    }

    private static InvalidDataException Damaged(string why) => new($"The pickle is damaged: {why}.");
}
