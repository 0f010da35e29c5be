using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>A random part of a set's test images, to measure faster and less exactly.</summary>
/// <remarks>
/// Drawn uniformly from a fixed seed, so that all strategies, seeds and runs are measured on the same images. The standard error of an
/// accuracy p on n images is <c>sqrt(p (1 - p) / n)</c>: at most 1.1 points for 2,000 images.
/// </remarks>
public static class TestSubset
{
    private const ulong Seed = 0;

    /// <summary>Replaces a set's test view by a part of it, in the order of the whole.</summary>
    /// <param name="images">The set.</param>
    /// <param name="count">Images to keep; from 1 to the number of test images.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer test images than that.</exception>
    public static ImageDataset Draw(ImageDataset images, int count)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, images.TestCount);
        if (images.Test is not ImageDataView view)
        {
            throw new ArgumentException($"The test view is a {images.Test.GetType().Name}; only the views that ImageDatasets opens can be cut.", nameof(images));
        }

        int[] kept = SeededRandom.Derive(Seed, "test-subset").Permutation(images.TestCount)[..count];
        Array.Sort(kept);
        return images with { Test = new ImageDataView(new MappedRows(view.Rows, kept)), TestCount = count };
    }
}
