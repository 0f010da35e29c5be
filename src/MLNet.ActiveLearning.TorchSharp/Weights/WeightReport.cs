namespace MLNet.ActiveLearning.Weights;

/// <summary>What became of the tensors of a file, and of those of a network.</summary>
/// <remarks>Counters of batches (<c>num_batches_tracked</c>), which older files lack and nothing depends on, are never missing.</remarks>
public sealed record WeightReport
{
    /// <summary>What stands before the network's names in the file.</summary>
    public required string Prefix { get; init; }

    /// <summary>Tensors of the network that the file has in the same shape.</summary>
    public required IReadOnlyList<string> Matched { get; init; }

    /// <summary>Tensors of the network that the file lacks; an error unless <see cref="WeightMatching.AllowPartial"/>.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Tensors of the file, below the prefix, that the network lacks; an error unless <see cref="WeightMatching.AllowPartial"/>.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Tensors that have different shapes; always an error.</summary>
    public required IReadOnlyList<WeightMismatch> Mismatched { get; init; }

    /// <summary>Tensors of the classifier that stay as they were initialised.</summary>
    public required IReadOnlyList<string> Fresh { get; init; }

    /// <summary>Tensors of the file that are not looked at: other networks, optimiser state, classifiers, projectors and predictors.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>The names that the file has, for messages.</summary>
    internal IReadOnlyList<string> FileNames { get; init; } = [];

    /// <summary>The names that the network asks for, for messages.</summary>
    internal IReadOnlyList<string> NetworkNames { get; init; } = [];

    /// <summary>One line for a log.</summary>
    public override string ToString()
    {
        string prefix = Prefix.Length == 0 ? "" : $" under '{Prefix}'";
        string fresh = Fresh.Count == 0 ? "" : $", {Fresh.Count} of the classifier newly initialised";
        return $"{Matched.Count} tensors matched{prefix}{fresh}, {Missing.Count} missing, {Unexpected.Count} unexpected, {Mismatched.Count} of another shape, {Dropped.Count} left aside";
    }

    /// <exception cref="InvalidDataException">The weights do not fit.</exception>
    internal void ThrowIfUnfit(WeightMatching matching)
    {
        if (FindProblem(matching) is { } problem)
        {
            throw new InvalidDataException(problem);
        }
    }

    /// <summary>Why the weights cannot be used, or null if they can.</summary>
    public string? FindProblem(WeightMatching matching)
    {
        ArgumentNullException.ThrowIfNull(matching);
        if (Mismatched.Count > 0)
        {
            string stem = Mismatched.Any(m => m.FileShape is [_, _, 7, 7] && m.NetworkShape is [_, _, 3, 3])
                ? " The file's first convolution is 7 x 7: use the architecture of large images, such as resnet18-imagenet." : "";
            return $"{Count(Mismatched.Count)} other shapes than the network: {List(Mismatched)}.{stem} Give the architecture and width that the weights were trained with.";
        }

        if (Matched.Count == 0)
        {
            string below = matching.Prefix is { Length: > 0 } given ? $" below the prefix '{given}'" : "";
            return $"No tensor of the network is in the file{below}. The network has {List(NetworkNames)}; the file has {List(FileNames)}. Give the right architecture, or the prefix of its names.";
        }

        if (matching.AllowPartial || Missing.Count + Unexpected.Count == 0)
        {
            return null;
        }

        string missing = Missing.Count == 0 ? "" : $"The file lacks {Missing.Count} of the network's {NetworkNames.Count} tensors: {List(Missing)}. ";
        string unexpected = Unexpected.Count == 0 ? "" : $"The file holds {Unexpected.Count} tensors that the network lacks: {List(Unexpected)}. ";
        return $"{missing}{unexpected}Give the architecture that the weights were trained with, or set AllowPartial to take what fits.";
    }

    private static string Count(int count) => count == 1 ? "1 tensor has" : $"{count} tensors have";

    private static string List<T>(IReadOnlyList<T> items) =>
        items.Count == 0 ? "none" : string.Join(", ", items.Take(5)) + (items.Count > 5 ? $" and {items.Count - 5} more" : "");
}
