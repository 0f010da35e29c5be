namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>What the embedded data set consists of.</summary>
public sealed record SyntheticOptions
{
    private const int MaxCount = 200_000;
    private const double MaxImbalance = 100;

    /// <summary>The number of images to choose from.</summary>
    /// <value>Default 6,000; 10 to 200,000.</value>
    public int TrainCount { get; init; } = 6_000;

    /// <summary>The number of images to measure on.</summary>
    /// <value>Default 2,000; 10 to 200,000. Classes are balanced as far as the number allows.</value>
    public int TestCount { get; init; } = 2_000;

    /// <summary>Which images are drawn. The two parts of a set share no image.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>How hard the images are: more clutter, noise, occlusion and poses, fewer typical colours and places.</summary>
    /// <value>Default 0.35; 0 (plain) to 1 (hard for people as well).</value>
    public double Difficulty { get; init; } = 0.35;

    /// <summary>
    /// How often the most frequent class occurs among the images to choose from, for one of the rarest: a long tail, class c of C having
    /// a share in proportion to <c>Imbalance^(-c / (C - 1))</c>. Which classes are rare depends on the seed.
    /// </summary>
    /// <value>Default 10, since nobody has sorted a pool of new images; 1 (balanced) to 100.</value>
    public double Imbalance { get; init; } = 10;

    internal void Validate()
    {
        List<string> problems = [];
        AddCountProblem(problems, nameof(TrainCount), TrainCount);
        AddCountProblem(problems, nameof(TestCount), TestCount);
        if (!(Difficulty >= 0 && Difficulty <= 1))
        {
            problems.Add($"Difficulty is {Difficulty}; it must be from 0 to 1.");
        }

        if (!(Imbalance >= 1 && Imbalance <= MaxImbalance))
        {
            problems.Add($"Imbalance is {Imbalance}; it must be from 1 to {MaxImbalance}.");
        }

        OptionProblems.ThrowIfAny(nameof(SyntheticOptions), problems);
    }

    private static void AddCountProblem(List<string> problems, string name, int count)
    {
        if (count is < 10 or > MaxCount)
        {
            problems.Add($"{name} is {count}; it must be from 10 to {MaxCount}.");
        }
    }
}
