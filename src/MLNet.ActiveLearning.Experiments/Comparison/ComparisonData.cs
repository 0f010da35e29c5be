using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>The rows that strategies are compared on; all labels are known, the strategies see those they asked for.</summary>
public sealed record ComparisonData
{
    /// <summary>What to call the data in a report.</summary>
    public required string Name { get; init; }

    /// <summary>The rows to choose from, with their true labels.</summary>
    public required IDataView Pool { get; init; }

    /// <summary>Number of rows of <see cref="Pool"/>.</summary>
    public required int PoolCount { get; init; }

    /// <summary>The rows to measure on.</summary>
    public required IDataView Test { get; init; }

    /// <summary>Number of rows of <see cref="Test"/>.</summary>
    public required int TestCount { get; init; }

    /// <summary>All values of the label column.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Ids of the rows that every strategy and seed starts from.</summary>
    /// <value>Default: null, each seed draws its own.</value>
    public IReadOnlyList<string>? InitialIds { get; init; }

    /// <summary>The column that identifies a row.</summary>
    /// <value>Default: <c>"Id"</c>.</value>
    public string IdColumnName { get; init; } = "Id";

    /// <summary>The column of true labels.</summary>
    /// <value>Default: <c>"Label"</c>.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>The column of images, from which the report shows some; rows without it are compared all the same.</summary>
    /// <value>Default: <c>"Image"</c>.</value>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>Takes the rows of an image data set.</summary>
    /// <param name="images">The set.</param>
    /// <param name="testLimit">Measure on this many test images only, see <see cref="TestSubset"/>; null for all.</param>
    public static ComparisonData FromImages(ImageDataset images, int? testLimit = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ImageDataset limited = testLimit is { } limit && limit < images.TestCount ? TestSubset.Draw(images, limit) : images;
        return new ComparisonData
        {
            Name = limited.Name,
            Pool = limited.Train,
            PoolCount = limited.TrainCount,
            Test = limited.Test,
            TestCount = limited.TestCount,
            ClassNames = limited.ClassNames,
            InitialIds = limited.InitialIds,
        };
    }
}
