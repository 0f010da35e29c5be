using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>How the sizes of classes fall.</summary>
public enum ImbalanceProfile
{
    /// <summary>By the same factor from each class to the next.</summary>
    Exponential,

    /// <summary>Once, after the first half of the classes.</summary>
    Step,
}

/// <summary>A pool whose classes are of different sizes.</summary>
/// <remarks>
/// With N rows and C classes, in the order of the class names, and n = N / C: class i keeps <c>floor(n IR^(-i / (C - 1)))</c> rows (exponential), or
/// <c>floor(n)</c> in the first half of the classes and <c>floor(n / IR)</c> in the second (step); which ones is drawn at random. Where a class has
/// fewer rows than that, n is the largest number for which all have enough.
/// CIFAR-10 with IR 10 keeps 20,431 images, with IR 100 12,406.
/// Cui, Jia, Lin, Song, Belongie, "Class-Balanced Loss Based on Effective Number of Samples", CVPR 2019; used so by TiDAL (Kye et al., ICCV 2023).
/// </remarks>
public sealed record LongTail : PoolConstruction
{
    /// <summary>IR, the rows of the largest class for one of the smallest.</summary>
    /// <value>Default 10; 1 or more.</value>
    public double ImbalanceRatio { get; init; } = 10;

    /// <summary>How the sizes fall.</summary>
    /// <value>Default <see cref="ImbalanceProfile.Exponential"/>.</value>
    public ImbalanceProfile Profile { get; init; } = ImbalanceProfile.Exponential;

    /// <summary>Whether the first class is the smallest.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool Reverse { get; init; }

    /// <inheritdoc/>
    public override string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"imbalance {ImbalanceRatio}{(Profile == ImbalanceProfile.Step ? " in one step" : "")}{(Reverse ? ", smallest class first" : "")}");

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. ImbalanceRatio >= 1 && double.IsFinite(ImbalanceRatio)
            ? Array.Empty<string>()
            : [FormattableString.Invariant($"ImbalanceRatio is {ImbalanceRatio}; give a number of 1 or more, for example 10.")],
        .. Enum.IsDefined(Profile) ? Array.Empty<string>() : [$"Profile is {Profile}; use Exponential or Step."],
    ];

    /// <summary>The sizes of the classes.</summary>
    /// <param name="largest">Size of the largest class, n_max = N / C; it need not be whole.</param>
    /// <param name="classCount">C.</param>
    public int[] GetClassSizes(double largest, int classCount)
    {
        return [.. GetShares(classCount).Select(share => (int)(largest * share))];
    }

    internal override ConstructedPool Construct(int[] classes, IReadOnlyList<string> classNames)
    {
        double[] shares = GetShares(classNames.Count);
        double largest = (double)classes.Length / classNames.Count;
        for (int c = 0; c < shares.Length; c++)
        {
            largest = Math.Min(largest, classes.Count(row => row == c) / shares[c]);
        }
        int[] sizes = GetClassSizes(largest, classNames.Count);
        int[] left = [.. sizes];
        int[] kept = [.. Enumerable.Range(0, classes.Length).Where(row => left[classes[row]]-- > 0)];
        if (Array.IndexOf(sizes, 0) is >= 0 and int empty)
        {
            throw new ArgumentException(FormattableString.Invariant($"An imbalance of {ImbalanceRatio} over classes of at most {largest:F0} rows leaves class '{classNames[empty]}' without a row; give a smaller ratio."));
        }
        return new ConstructedPool(kept, InitialCount: null);
    }

    // Of the largest class.
    private double[] GetShares(int classCount)
    {
        double[] shares = new double[classCount];
        for (int i = 0; i < classCount; i++)
        {
            int rank = Reverse ? classCount - 1 - i : i;
            shares[i] = Profile == ImbalanceProfile.Exponential
                ? Math.Pow(1 / ImbalanceRatio, classCount == 1 ? 0 : rank / (classCount - 1.0))
                : rank < classCount / 2 ? 1 : 1 / ImbalanceRatio;
        }
        return shares;
    }
}
