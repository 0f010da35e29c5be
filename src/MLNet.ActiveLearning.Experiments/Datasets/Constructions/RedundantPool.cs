namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A pool in which most images occur several times, as in the frames of a film: what is common to exact and to altered copies.</summary>
/// <remarks>
/// Of the rows in random order the first <see cref="InitialLabeled"/> are the labelled set to start from, the next <see cref="UniquePoints"/> stay as they
/// are, and of the rest each class of n rows keeps its first <c>ceil(n / Redundancy)</c>, which take the places of the others in turn. The size of the
/// pool and the labels do not change.
/// Beck, Sivasubramanian, Dani, Ramakrishnan, Iyer, "Effective Evaluation of Deep Active Learning on Image Classification Tasks", 2021 (DISTIL), section 4.4.
/// </remarks>
public abstract record RedundantPool : PoolConstruction
{
    private protected RedundantPool()
    {
    }

    /// <summary>How often an image of the redundant part occurs.</summary>
    /// <value>Default 10; 1 or more. The paper: 2, 5, 10 and 20.</value>
    public int Redundancy { get; init; } = 10;

    /// <summary>Rows of the labelled set to start from.</summary>
    /// <value>Default 500; 1 or more.</value>
    public int InitialLabeled { get; init; } = 500;

    /// <summary>Rows, beside the initial ones, of which there are no copies.</summary>
    /// <value>Default 5,000; 0 or more.</value>
    public int UniquePoints { get; init; } = 5000;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. Redundancy >= 1 ? Array.Empty<string>() : [$"Redundancy is {Redundancy}; give 1 or more, for example 10."],
        .. InitialLabeled >= 1 ? Array.Empty<string>() : [$"InitialLabeled is {InitialLabeled}; give 1 or more."],
        .. UniquePoints >= 0 ? Array.Empty<string>() : [$"UniquePoints is {UniquePoints}; give 0 or more."],
    ];

    /// <summary>The row that each row shows afterwards.</summary>
    /// <param name="classes">The class of each row, in random order.</param>
    public int[] GetSources(ReadOnlySpan<int> classes)
    {
        int[] sources = [.. Enumerable.Range(0, classes.Length)];
        int first = Math.Min(classes.Length, InitialLabeled + UniquePoints);
        var rowsOfClass = new Dictionary<int, List<int>>();
        for (int row = first; row < classes.Length; row++)
        {
            if (!rowsOfClass.TryGetValue(classes[row], out List<int>? rows))
            {
                rowsOfClass.Add(classes[row], rows = []);
            }
            rows.Add(row);
        }
        foreach (List<int> rows in rowsOfClass.Values)
        {
            int kept = (rows.Count + Redundancy - 1) / Redundancy;
            for (int i = kept; i < rows.Count; i++)
            {
                sources[rows[i]] = rows[i % kept];
            }
        }
        return sources;
    }

    internal override ConstructedPool Construct(int[] classes, IReadOnlyList<string> classNames)
    {
        if (InitialLabeled + (long)UniquePoints >= classes.Length)
        {
            throw new ArgumentException(
                $"{InitialLabeled} initial and {UniquePoints} unique rows leave nothing of {classes.Length} rows to repeat; give fewer unique rows, at most {Math.Max(0, classes.Length - InitialLabeled - 1)}.");
        }
        int[] sources = GetSources(classes);
        return new ConstructedPool(sources, InitialLabeled, CreatePlacements(sources));
    }

    private protected abstract MappedRows.Placements? CreatePlacements(int[] sources);
}
