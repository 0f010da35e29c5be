namespace MLNet.ActiveLearning.Training;

/// <summary>How pixels become network inputs: <c>x = (byte / 255 - mean) / std</c>, channel by channel.</summary>
/// <remarks>Mean and deviation are in units of the full range, in [0, 1]; channels are red, green, blue.</remarks>
public sealed record Normalization
{
    /// <summary>The values of the fixed-epoch protocols for CIFAR-10 and CIFAR-100: (0.4914, 0.4822, 0.4465) and (0.2023, 0.1994, 0.2010).</summary>
    public static Normalization Cifar { get; } = new() { Mean = [0.4914, 0.4822, 0.4465], StandardDeviation = [0.2023, 0.1994, 0.2010] };

    /// <summary>The values of CIFAR-100's own images, which DISTIL uses for it: (0.5071, 0.4867, 0.4408) and (0.2675, 0.2565, 0.2761).</summary>
    public static Normalization Cifar100 { get; } = new() { Mean = [0.5071, 0.4867, 0.4408], StandardDeviation = [0.2675, 0.2565, 0.2761] };

    /// <summary>The values of MNIST, for one channel; DISTIL uses them for FashionMNIST too: (0.1307) and (0.3081).</summary>
    public static Normalization Mnist { get; } = new() { Mean = [0.1307], StandardDeviation = [0.3081] };

    /// <summary>The values of the ImageNet models: (0.485, 0.456, 0.406) and (0.229, 0.224, 0.225).</summary>
    public static Normalization ImageNet { get; } = new() { Mean = [0.485, 0.456, 0.406], StandardDeviation = [0.229, 0.224, 0.225] };

    /// <summary>Mean and population standard deviation of each channel over all pixels of the training images.</summary>
    public static Normalization FromTrainingData { get; } = new();

    /// <summary>Mean of each channel.</summary>
    /// <value>Default empty: computed from the training images.</value>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>Standard deviation of each channel.</summary>
    /// <value>Default empty: computed from the training images; as many as <see cref="Mean"/>, each greater than 0.</value>
    public IReadOnlyList<double> StandardDeviation { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(Normalization? other) =>
        other is not null && Mean.SequenceEqual(other.Mean) && StandardDeviation.SequenceEqual(other.StandardDeviation);

    /// <inheritdoc/>
    public override int GetHashCode() => Mean.Concat(StandardDeviation).Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => Mean.Count == 0
        ? "from training data"
        : $"mean ({string.Join(", ", Mean)}), deviation ({string.Join(", ", StandardDeviation)})";

    /// <summary>What images are normalised by: as given, else <see cref="Cifar"/> for three channels and the images' own figures for others.</summary>
    /// <param name="given">The caller's, or null; without values, those of the images are taken.</param>
    /// <param name="images">The training images.</param>
    internal static Normalization Choose(Normalization? given, ImageStore images)
    {
        Normalization chosen = given ?? (images.Shape.Channels == Cifar.Mean.Count ? Cifar : FromTrainingData);
        return chosen.Mean.Count > 0 ? chosen : images.Measure();
    }

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    internal IReadOnlyList<string> FindProblems() =>
    [
        .. Mean.Count == StandardDeviation.Count
            ? []
            : new[] { $"Normalization has {Mean.Count} means and {StandardDeviation.Count} deviations; give one of each for every channel, or neither." },
        .. Mean.Where(m => !double.IsFinite(m)).Select(m => $"Normalization.Mean holds {m}; give finite numbers, usually from 0 to 1."),
        .. StandardDeviation.Where(s => !(s > 0 && double.IsFinite(s)))
            .Select(s => $"Normalization.StandardDeviation holds {s}; give finite numbers greater than 0, usually below 1."),
    ];
}
