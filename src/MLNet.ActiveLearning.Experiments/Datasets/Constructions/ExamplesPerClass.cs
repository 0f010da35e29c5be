namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A pool of few rows a class.</summary>
/// <remarks>
/// Of the rows in random order, the first <see cref="InitialPerClass"/> of each class are the labelled set to start from and the next
/// <see cref="Count"/> of each class the rows to choose from; the others are left out.
/// DISTIL (Beck et al. 2021), section 4.5: 100, and 1,000, 2,000 or 3,000.
/// </remarks>
public sealed record ExamplesPerClass : PoolConstruction
{
    /// <summary>Rows of each class to choose from.</summary>
    /// <value>Default 1,000; 1 or more.</value>
    public int Count { get; init; } = 1000;

    /// <summary>Labelled rows of each class to start from.</summary>
    /// <value>Default 100; 1 or more.</value>
    public int InitialPerClass { get; init; } = 100;

    /// <inheritdoc/>
    public override string Description => $"{Count} images of each class beside {InitialPerClass} initial ones";

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Count >= 1 ? Array.Empty<string>() : [$"Count is {Count}; give 1 or more, for example 1000."],
        .. InitialPerClass >= 1 ? Array.Empty<string>() : [$"InitialPerClass is {InitialPerClass}; give 1 or more, for example 100."],
    ];

    /// <summary>The initial rows, class after class, and the rows to choose from, class after class.</summary>
    /// <param name="classes">The class of each row.</param>
    /// <param name="classCount">C.</param>
    public (int[] Initial, int[] Pool) GetRows(IReadOnlyList<int> classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(classes);
        int[][] rows = [.. Enumerable.Range(0, classCount).Select(c => Enumerable.Range(0, classes.Count).Where(row => classes[row] == c).ToArray())];
        return ([.. rows.SelectMany(r => r.Take(InitialPerClass))], [.. rows.SelectMany(r => r.Skip(InitialPerClass).Take(Count))]);
    }

    internal override ConstructedPool Construct(int[] classes, IReadOnlyList<string> classNames)
    {
        int[] sizes = new int[classNames.Count];
        Array.ForEach(classes, c => sizes[c]++);
        if (Array.FindIndex(sizes, size => size < InitialPerClass + Count) is >= 0 and int small)
        {
            throw new ArgumentException(
                $"{InitialPerClass} initial and {Count} other rows of each class are wanted, and class '{classNames[small]}' has {sizes[small]} in all. Ask for fewer.");
        }
        (int[] initial, int[] pool) = GetRows(classes, classNames.Count);
        return new ConstructedPool([.. initial, .. pool], initial.Length);
    }
}
