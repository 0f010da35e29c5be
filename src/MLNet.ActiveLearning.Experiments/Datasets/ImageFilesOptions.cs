namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>How to read a folder or a zip archive of image files.</summary>
public sealed record ImageFilesOptions
{
    /// <summary>Leave out files that are damaged, no image, misplaced or of another size, instead of refusing the whole set.</summary>
    /// <value>Default <see langword="false"/>. What was left out is listed in <see cref="ImageDataset.Skipped"/>.</value>
    public bool SkipInvalid { get; init; }

    /// <summary>Scale every image to this size; what is too long after scaling is cut off evenly at both ends.</summary>
    /// <value>Default <see langword="null"/>: keep the images as they are, which must then all have one size.</value>
    public ImageSize? ResizeTo { get; init; }

    /// <summary>The share of each class to hold out for measuring where there is no test folder.</summary>
    /// <value>
    /// Default 0.2; at least 0 and less than 1. Every class keeps at least one image to train on and, for a share above 0, gives at
    /// least one to the test view if it has two or more.
    /// </value>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Which images are held out: the same seed chooses the same ones.</summary>
    /// <value>Default 1. Not used where there is a test folder.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Decode every image once when the set is opened, to find damage behind a sound header before training does.</summary>
    /// <value>Default <see langword="false"/>: only headers are read.</value>
    public bool CheckPixels { get; init; }

    internal void Validate()
    {
        List<string> problems = [];
        if (!(TestShare >= 0 && TestShare < 1))
        {
            problems.Add($"TestShare is {TestShare}; it must be at least 0 and less than 1.");
        }

        if (ResizeTo is { IsUsable: false } size)
        {
            problems.Add($"ResizeTo is {size}; width and height must be positive and at most {ImageSize.MaxPixels} pixels together.");
        }

        OptionProblems.ThrowIfAny(nameof(ImageFilesOptions), problems);
    }
}
