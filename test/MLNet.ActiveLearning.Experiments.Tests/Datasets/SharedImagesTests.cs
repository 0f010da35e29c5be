using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class SharedImagesTests
{
    private static readonly ImageDataset Images = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 60, TestCount = 30 });

    [TestMethod]
    public void Test_images_that_are_in_the_pool_are_counted_with_an_example()
    {
        Assert.AreEqual(new SharedImages(0, null, null), SharedImages.Find(Images));
        // Ten images of the pool are measured on.
        ImageDataset leaking = Images with { Test = TestSubset.Draw(Images with { Test = Images.Train, TestCount = 60 }, 10).Test, TestCount = 10 };
        SharedImages shared = SharedImages.Find(leaking);
        Assert.AreEqual(10, shared.Count);
        Assert.AreEqual(shared.Test, shared.Train, "It is the same row here.");
        Assert.AreEqual(0, SharedImages.Find(Images with { Test = new Microsoft.ML.MLContext().Data.TakeRows(Images.Test, 1), TestCount = 1 }).Count);
    }

    [TestMethod]
    public void Reading_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsException<OperationCanceledException>(() => SharedImages.Find(Images, cancelled.Token));
    }
}
