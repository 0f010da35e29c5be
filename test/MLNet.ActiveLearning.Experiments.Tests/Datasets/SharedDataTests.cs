using System.Diagnostics;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class SharedDataTests
{
    [TestMethod]
    public void An_archive_of_60000_images_opens_and_decodes()
    {
        string archive = FindArchive();
        Stopwatch watch = Stopwatch.StartNew();

        ImageDataset set = ImageDatasets.Open(archive);

        // A fifth of this on an idle machine; the rest is for a busy one.
        Assert.IsTrue(watch.Elapsed < TimeSpan.FromSeconds(5), $"Opening took {watch.Elapsed}.");
        Assert.AreEqual((50_000, 10_000, 32, 32), (set.TrainCount, set.TestCount, set.Width, set.Height));
        CollectionAssert.AreEqual(
            new[] { "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck" }, set.ClassNames.ToArray());
        Assert.AreEqual("train/airplane/0000.jpg", ReadRows.Texts(set.Train, "Id")[0]);
        Assert.AreEqual(60_000, ReadRows.Texts(set.Train, "Id").Union(ReadRows.Texts(set.Test, "Id")).Count());
        foreach (MLImage image in set.Test.GetColumn<MLImage>("Image").Take(500))
        {
            StringAssert.StartsWith(image.Tag, "test/airplane/");
        }
    }

    private static string FindArchive()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "MLNet.ActiveLearning.sln")))
        {
            root = root.Parent;
        }

        string archive = Path.GetFullPath(Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "../shared/data/cifar10-jpeg.zip"));
        if (!File.Exists(archive))
        {
            Assert.Inconclusive(
                $"Needs '{archive}', CIFAR-10 as JPEG files in train/class and test/class, which is not part of the repository.");
        }

        return archive;
    }
}
