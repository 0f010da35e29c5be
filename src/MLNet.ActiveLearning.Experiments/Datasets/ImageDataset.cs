using Microsoft.ML;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Labelled images in two parts, one to choose training images from and one to measure on.</summary>
/// <remarks>
/// <para>
/// Both views have the columns <c>Id</c> (text, unique over both views), <c>Label</c> (text, one of <see cref="ClassNames"/>) and
/// <c>Image</c>. <c>Image</c> is an <see cref="Microsoft.ML.Data.MLImage"/> for image files, decoded when the row is read and with the
/// file's path in <c>Tag</c>; for sets that are stored as bytes it is <c>Vector&lt;Byte, Channels, Height, Width&gt;</c>, one plane after
/// another, red first.
/// </para>
/// <para>
/// The views may be read by any number of cursors and threads at once. A cursor that does not ask for <c>Image</c> touches no pixels.
/// Rows come in the same order every time: image files by class name, then by path, both ordinal; other sets as stored.
/// </para>
/// </remarks>
public sealed record ImageDataset
{
    /// <summary>What to call the set in a report.</summary>
    public required string Name { get; init; }

    /// <summary>The images to choose from.</summary>
    public required IDataView Train { get; init; }

    /// <summary>The images to measure on; without rows where no image was held out.</summary>
    public required IDataView Test { get; init; }

    /// <summary>All values of <c>Label</c>: ordinal order for image files, the publisher's order for published sets.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The width of every image, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The height of every image, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>1 for grey, 3 for colour. Image files count as colour, as ML.NET decodes them.</summary>
    public required int Channels { get; init; }

    /// <summary>The number of rows of <see cref="Train"/>.</summary>
    public required int TrainCount { get; init; }

    /// <summary>The number of rows of <see cref="Test"/>.</summary>
    public required int TestCount { get; init; }

    /// <summary>The files left out, and why; empty unless <see cref="ImageFilesOptions.SkipInvalid"/> is set.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];

    /// <summary>Ids of the rows of <see cref="Train"/> that the construction of the pool wants to be labelled first; null if any may be.</summary>
    public IReadOnlyList<string>? InitialIds { get; init; }

    /// <summary>Builds a pool from the training images: rare classes, copies, few examples. Test images stay as they are.</summary>
    /// <param name="construction">What to build.</param>
    /// <exception cref="ArgumentException">The construction's values are invalid, or the set is too small for it.</exception>
    public ImageDataset With(PoolConstruction construction)
    {
        ArgumentNullException.ThrowIfNull(construction);
        return (construction is AugmentedCopies copies ? copies with { Size = (Height, Width) } : construction).ApplyTo(this);
    }

    internal static ImageDataset Create(string name, IImageRows train, IImageRows test, int width, int height, int channels) => new()
    {
        Name = name,
        Train = new ImageDataView(train),
        Test = new ImageDataView(test),
        ClassNames = train.ClassNames,
        Width = width,
        Height = height,
        Channels = channels,
        TrainCount = train.Count,
        TestCount = test.Count,
    };
}
