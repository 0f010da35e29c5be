namespace MLNet.ActiveLearning.Weights;

/// <summary>A name of Python that a pickle refers to and that is known to be harmless.</summary>
internal sealed record PickleGlobal(PickleGlobalKind Kind, string Name, WeightElementType ElementType = default);

/// <summary>What the known names of Python stand for.</summary>
internal enum PickleGlobalKind
{
    OrderedDictionary,
    Size,
    Storage,
    RebuildTensor,
    RebuildParameter,
}

/// <summary>A dictionary of a pickle, in the order in which it was filled.</summary>
internal sealed class PickleDictionary
{
    private readonly Dictionary<object, int> places = [];
    private readonly List<KeyValuePair<object, object?>> entries = [];

    public IReadOnlyList<KeyValuePair<object, object?>> Entries => entries;

    public bool IsOrdered { get; init; }

    /// <exception cref="InvalidDataException">The key is neither a text nor a number.</exception>
    public void Set(object? key, object? value)
    {
        if (key is not (string or long or double or bool))
        {
            throw new InvalidDataException($"A dictionary has a key that is neither a text nor a number ({key?.GetType().Name ?? "none"}).");
        }

        if (places.TryAdd(key, entries.Count))
        {
            entries.Add(new(key, value));
        }
        else
        {
            entries[places[key]] = new(key, value);
        }
    }
}

/// <summary>A block of numbers that tensors look into.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="ElementType">The type of its numbers.</param>
/// <param name="Count">How many numbers it holds.</param>
/// <param name="Offset">Where it begins in the block <paramref name="Key"/>, in numbers.</param>
internal sealed record PickleStorage(string Key, WeightElementType ElementType, long Count, long Offset = 0);

/// <summary>A tensor: a view into a storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
