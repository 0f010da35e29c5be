using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A random part of a set's training images.</summary>
public static class TrainingSubset
{
    /// <summary>Replaces a set's training view by a part of it, in the order of the whole.</summary>
    /// <param name="images">The set.</param>
    /// <param name="count">Images to keep; from 1 to the number of training images.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer training images than that.</exception>
    public static ImageDataset Draw(ImageDataset images, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, images.TrainCount);
        if (images.Train is not ImageDataView view)
        {
            throw new ArgumentException($"The training view is a {images.Train.GetType().Name}; only the views that ImageDatasets opens can be cut.", nameof(images));
        }

        int[] kept = SeededRandom.Derive(seed, "training-subset").Permutation(images.TrainCount)[..count];
        Array.Sort(kept);
        return images with { Train = new ImageDataView(new MappedRows(view.Rows, kept)), TrainCount = count };
    }
}
