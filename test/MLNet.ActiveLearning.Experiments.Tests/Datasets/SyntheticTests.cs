using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class SyntheticTests
{
    private static readonly SyntheticOptions Small = new() { TrainCount = 200, TestCount = 50 };

    /// <summary>Changes only when the drawing is meant to change; then old results are no longer comparable.</summary>
    [TestMethod]
    public void The_images_are_the_same_bytes_on_every_machine()
    {
        ImageDataset set = ImageDatasets.Synthetic(Small);

        Assert.AreEqual("5CF8CE0030CAE77D 438FD0AF1F0FB4ED", $"{Hash(set.Train)} {Hash(set.Test)}");
    }

    [TestMethod]
    public void Rows_have_readable_classes_and_planes_of_bytes()
    {
        ImageDataset set = ImageDatasets.Synthetic(Small);

        CollectionAssert.AreEqual(
            new[] { "bird", "boat", "butterfly", "car", "fish", "flower", "house", "mushroom", "tree", "truck" }, set.ClassNames.ToArray());
        Assert.AreEqual((200, 50, 32, 32, 3), (set.TrainCount, set.TestCount, set.Width, set.Height, set.Channels));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Byte, 3, 32, 32), set.Train.Schema["Image"].Type);
        Assert.AreEqual("train/00000", ReadRows.Texts(set.Train, "Id")[0]);
        Assert.AreEqual("test/00049", ReadRows.Texts(set.Test, "Id")[^1]);
    }

    [TestMethod]
    public void Classes_are_balanced_in_every_ten_rows()
    {
        List<string> labels = ReadRows.Texts(ImageDatasets.Synthetic(Small with { Imbalance = 1 }).Train, "Label");

        Assert.IsTrue(labels.Chunk(10).All(ten => ten.Distinct().Count() == 10));
        Assert.IsTrue(labels.Chunk(10).Select(ten => string.Join(' ', ten)).Distinct().Count() > 15);
    }

    [TestMethod]
    public void Classes_to_choose_from_have_a_long_tail_and_those_to_measure_on_are_balanced()
    {
        ImageDataset set = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 5000, TestCount = 500 });

        int[] counts = [.. ReadRows.Texts(set.Train, "Label").CountBy(label => label).Select(pair => pair.Value).OrderDescending()];

        Assert.AreEqual(10, counts.Length);
        Assert.AreEqual(10.0, (double)counts[0] / counts[^1], 2.5);
        Assert.IsTrue(ReadRows.Texts(set.Test, "Label").CountBy(label => label).All(pair => pair.Value == 50));
    }

    [TestMethod]
    public void An_imbalance_below_one_is_refused()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => ImageDatasets.Synthetic(Small with { Imbalance = 0.5 })).Message;

        StringAssert.Contains(message, "Imbalance is 0.5");
    }

    [TestMethod]
    public void An_image_does_not_depend_on_what_was_drawn_before_or_beside_it()
    {
        IDataView forward = ImageDatasets.Synthetic(Small).Train;
        IDataView shuffled = ImageDatasets.Synthetic(Small).Train;
        IDataView longer = ImageDatasets.Synthetic(Small with { TrainCount = 210 }).Train;
        List<ReadRow> expected = ReadRows.Vectors(forward);

        List<ReadRow>[] readings = new List<ReadRow>[4];
        Parallel.For(0, readings.Length, i =>
        {
            using DataViewRowCursor cursor = shuffled.GetRowCursor(shuffled.Schema, new Random(i));
            readings[i] = ReadRows.Vectors(cursor);
        });

        foreach (List<ReadRow> reading in readings)
        {
            AssertSameImages(expected, [.. reading.OrderBy(row => row.Id, StringComparer.Ordinal)]);
        }

        AssertSameImages(expected, ReadRows.Vectors(longer)[..200]);
    }

    [TestMethod]
    public void Seed_split_and_difficulty_change_the_images()
    {
        ImageDataset set = ImageDatasets.Synthetic(Small);
        string[] hashes =
        [
            Hash(set.Train), Hash(set.Test),
            Hash(ImageDatasets.Synthetic(Small with { Seed = 2 }).Train),
            Hash(ImageDatasets.Synthetic(Small with { Difficulty = 0.6 }).Train),
        ];

        Assert.AreEqual(4, hashes.Distinct().Count());
        IEnumerable<ReadRow> rows = ReadRows.Vectors(set.Train).Concat(ReadRows.Vectors(set.Test));
        Assert.AreEqual(250, rows.Select(row => Convert.ToHexString(row.Pixels)).Distinct().Count());
    }

    [TestMethod]
    public void Every_class_has_frequent_and_rare_variants_whose_shares_sum_to_one()
    {
        foreach (SceneClass scene in SceneClasses.All)
        {
            Assert.AreEqual(1, scene.Variants.Sum(variant => variant.Share), 1e-9, scene.Name);
            Assert.IsTrue(scene.Variants[0].Share > 0.4 && scene.Variants[^1].Share <= 0.12, scene.Name);
            List<SceneVariant> fromFrequentToRare = [.. scene.Variants.OrderByDescending(variant => variant.Share)];
            CollectionAssert.AreEqual(fromFrequentToRare, scene.Variants.ToList(), scene.Name);
        }
    }

    [TestMethod]
    public void Variants_appear_as_often_as_they_say()
    {
        const int Count = 20_000;
        SyntheticRows rows = new("train", Count, imbalance: 1, new SyntheticOptions());
        Dictionary<(int Class, string Variant), int> seen = Enumerable.Range(0, Count)
            .CountBy(row => (rows.GetClass(row), rows.GetVariant(row))).ToDictionary();

        for (int i = 0; i < SceneClasses.All.Count; i++)
        {
            foreach (SceneVariant variant in SceneClasses.All[i].Variants)
            {
                Assert.AreEqual(variant.Share, seen[(i, variant.Name)] / (Count / 10.0), 0.05, variant.Name);
            }
        }
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(1.0)]
    public void Both_ends_of_the_difficulty_give_images_with_contrast(double difficulty)
    {
        foreach (ReadRow row in ReadRows.Vectors(ImageDatasets.Synthetic(Small with { Difficulty = difficulty }).Test))
        {
            Assert.IsTrue(row.Pixels.Max() - row.Pixels.Min() > 40, $"{row.Id} ({row.Label})");
        }
    }

    [TestMethod]
    public void Options_are_refused_with_all_their_problems()
    {
        ArgumentException error = Assert.ThrowsException<ArgumentException>(
            () => ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = 5, Difficulty = double.NaN }));

        StringAssert.Contains(error.Message, "TrainCount is 5; it must be from 10 to 200000.");
        StringAssert.Contains(error.Message, "Difficulty is NaN; it must be from 0 to 1.");
    }

    private static string Hash(IDataView view)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadRow row in ReadRows.Vectors(view))
        {
            hash.AppendData(row.Pixels);
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }

    private static void AssertSameImages(List<ReadRow> expected, List<ReadRow> actual)
    {
        Assert.AreEqual(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.AreEqual((expected[i].Id, expected[i].Label), (actual[i].Id, actual[i].Label));
            CollectionAssert.AreEqual(expected[i].Pixels, actual[i].Pixels, expected[i].Id);
        }
    }
}
