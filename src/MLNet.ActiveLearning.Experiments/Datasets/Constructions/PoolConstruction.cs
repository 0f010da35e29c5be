using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A pool made from the training images of a data set, to study what strategies do with it: rare classes, copies, few examples.</summary>
/// <remarks>
/// Rows are drawn by a seed of the construction's own, not by that of a run: all strategies and seeds of a comparison see the same pool.
/// Test images stay as they are. Apply with <see cref="ImageDataset.With"/>.
/// </remarks>
public abstract record PoolConstruction
{
    private protected PoolConstruction()
    {
    }

    /// <summary>Which rows are drawn: the same seed draws the same ones.</summary>
    /// <value>Default 42, the seed of the DISTIL experiments.</value>
    public ulong Seed { get; init; } = 42;

    /// <summary>What to call it in a report, with its numbers.</summary>
    public abstract string Description { get; }

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    public abstract IReadOnlyList<string> FindProblems();

    /// <summary>Chooses rows.</summary>
    /// <param name="classes">The class of each row, in a random order.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <exception cref="ArgumentException">There are too few rows.</exception>
    internal abstract ConstructedPool Construct(int[] classes, IReadOnlyList<string> classNames);

    /// <summary>A stream of random numbers of this construction.</summary>
    private protected SeededRandom CreateRandom(string purpose) => SeededRandom.Derive(Seed, $"construction/{purpose}");

    internal ImageDataset ApplyTo(ImageDataset images)
    {
        IReadOnlyList<string> problems = FindProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException($"{GetType().Name} cannot be used: {string.Join(' ', problems)}");
        }
        if (images.Train is not ImageDataView view)
        {
            throw new ArgumentException($"The training view is a {images.Train.GetType().Name}; only the views that ImageDatasets opens can be rebuilt.", nameof(images));
        }
        if (images.InitialIds is not null)
        {
            throw new ArgumentException($"'{images.Name}' is already a constructed pool with an initial set; apply one construction to the original data set.", nameof(images));
        }

        int[] order = CreateRandom("order").Permutation(images.TrainCount);
        ConstructedPool pool = Construct(Array.ConvertAll(order, view.Rows.GetClass), images.ClassNames);
        var rows = new MappedRows(view.Rows, Array.ConvertAll(pool.Sources, place => order[place]), pool.Placements);
        return images with
        {
            Name = $"{images.Name}, {Description}, drawn by {Seed}",
            Train = new ImageDataView(rows),
            TrainCount = rows.Count,
            InitialIds = pool.InitialCount is { } count ? [.. Enumerable.Range(0, count).Select(rows.GetId)] : null,
        };
    }
}
