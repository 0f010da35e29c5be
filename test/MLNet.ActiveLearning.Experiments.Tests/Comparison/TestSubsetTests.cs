using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Comparison;

[TestClass]
public sealed class TestSubsetTests
{
    private static readonly ImageDataset All = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 20, TestCount = 50 });

    [TestMethod]
    public void A_part_keeps_ids_labels_and_pixels_in_the_order_of_the_whole()
    {
        ImageDataset part = TestSubset.Draw(All, 12);
        Sample[] whole = Read(All.Test);
        Sample[] kept = Read(part.Test);
        Assert.AreEqual(12, part.TestCount);
        CollectionAssert.AreEqual(whole.Select(s => s.Id).Intersect(kept.Select(s => s.Id)).ToArray(), kept.Select(s => s.Id).ToArray());
        foreach (Sample sample in kept)
        {
            Sample original = whole.Single(s => s.Id == sample.Id);
            Assert.AreEqual(original.Label, sample.Label);
            CollectionAssert.AreEqual(original.Image, sample.Image);
        }
    }

    [TestMethod]
    public void The_same_images_are_drawn_each_time() =>
        CollectionAssert.AreEqual(Read(TestSubset.Draw(All, 12).Test).Select(s => s.Id).ToArray(), Read(TestSubset.Draw(All, 12).Test).Select(s => s.Id).ToArray());

    [TestMethod]
    public void A_limit_above_the_number_of_images_keeps_all() => Assert.AreEqual(50, ComparisonData.FromImages(All, 1000).TestCount);

    private static Sample[] Read(IDataView view) => [.. new MLContext().Data.CreateEnumerable<Sample>(view, reuseRowObject: false)];

    private sealed class Sample
    {
        public string Id { get; set; } = "";

        public string Label { get; set; } = "";

        public byte[] Image { get; set; } = [];
    }
}
