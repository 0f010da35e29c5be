using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class FolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Class_folders_become_labels_in_ordinal_order()
    {
        folder.WriteImage("b/2.png");
        folder.WriteImage("b/1.png");
        folder.WriteImage("a/x/9.png");
        folder.WriteImage("B/3.png");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0 });

        CollectionAssert.AreEqual(new[] { "B", "a", "b" }, set.ClassNames.ToArray());
        CollectionAssert.AreEqual(new[] { "B/3.png", "a/x/9.png", "b/1.png", "b/2.png" }, ReadRows.Texts(set.Train, "Id"));
        CollectionAssert.AreEqual(new[] { "B", "a", "b", "b" }, ReadRows.Texts(set.Train, "Label"));
        Assert.AreEqual(0, set.TestCount);
        Assert.AreEqual(0, ReadRows.Texts(set.Test, "Id").Count);
    }

    [TestMethod]
    public void The_image_column_is_an_image_of_known_size_with_its_path_as_tag()
    {
        folder.WriteImage("a/1.png", width: 6, height: 4, red: 200, green: 100, blue: 50);
        folder.WriteImage("b/1.png", width: 6, height: 4);

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0 });

        Assert.AreEqual((6, 4, 3), (set.Width, set.Height, set.Channels));
        Assert.AreEqual(new ImageDataViewType(4, 6), set.Train.Schema["Image"].Type);
        using MLImage image = set.Train.GetColumn<MLImage>("Image").First();
        Assert.AreEqual(folder["a/1.png"], image.Tag);
        CollectionAssert.AreEqual(new byte[] { 50, 100, 200 }, image.GetBGRPixels[..3]);
    }

    [TestMethod]
    public void Train_and_test_folders_are_kept_apart()
    {
        folder.WriteImage("train/a/1.png");
        folder.WriteImage("train/b/2.png");
        folder.WriteImage("test/b/1.png");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path);

        CollectionAssert.AreEqual(new[] { "train/a/1.png", "train/b/2.png" }, ReadRows.Texts(set.Train, "Id"));
        CollectionAssert.AreEqual(new[] { "test/b/1.png" }, ReadRows.Texts(set.Test, "Id"));
    }

    [TestMethod]
    public void A_folder_around_it_all_is_ignored_and_val_stands_for_test()
    {
        folder.WriteImage("birds/train/a/1.png");
        folder.WriteImage("birds/train/b/2.png");
        folder.WriteImage("birds/val/b/1.png");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path);

        CollectionAssert.AreEqual(new[] { "a", "b" }, set.ClassNames.ToArray());
        CollectionAssert.AreEqual(new[] { "birds/val/b/1.png" }, ReadRows.Texts(set.Test, "Id"));
    }

    [TestMethod]
    public void Hidden_files_are_ignored()
    {
        WriteTwoClasses(count: 2);
        folder.Write(".DS_Store", [1]);
        folder.Write("a/Thumbs.db", [1]);
        folder.Write("__MACOSX/a/1.png", [1]);

        ImageDataset set = ImageDatasets.FromFolder(folder.Path);

        Assert.AreEqual(4, set.TrainCount + set.TestCount);
    }

    [TestMethod]
    public void The_held_out_share_is_taken_from_every_class()
    {
        WriteTwoClasses(count: 10);

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0.3 });

        Assert.AreEqual((14, 6), (set.TrainCount, set.TestCount));
        Assert.AreEqual(3, ReadRows.Texts(set.Test, "Label").Count(label => label == "a"));
        Assert.AreEqual(20, ReadRows.Texts(set.Train, "Id").Union(ReadRows.Texts(set.Test, "Id")).Count());
    }

    [TestMethod]
    public void The_seed_decides_what_is_held_out_and_another_class_changes_nothing()
    {
        WriteTwoClasses(count: 20);
        List<string> HeldOut(int seed) =>
            ReadRows.Texts(ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { Seed = seed }).Test, "Id");
        List<string> first = HeldOut(1);

        CollectionAssert.AreEqual(first, HeldOut(1));
        CollectionAssert.AreNotEqual(first, HeldOut(2));
        folder.WriteImage("c/1.png");
        folder.WriteImage("c/2.png");
        CollectionAssert.AreEqual(first, HeldOut(1).Where(id => !id.StartsWith('c')).ToList());
    }

    [TestMethod]
    public void A_class_of_one_image_keeps_it_for_training()
    {
        WriteTwoClasses(count: 5);
        folder.WriteImage("c/1.png");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0.9 });

        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, ReadRows.Texts(set.Train, "Label"));
    }

    [TestMethod]
    public void Options_are_refused_with_all_their_problems()
    {
        WriteTwoClasses(count: 2);
        ArgumentException error = Assert.ThrowsException<ArgumentException>(
            () => ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 1, ResizeTo = new ImageSize(0, 4) }));

        StringAssert.Contains(error.Message, "TestShare is 1; it must be at least 0 and less than 1.");
        StringAssert.Contains(error.Message, "ResizeTo is 0 x 4");
    }

    private void WriteTwoClasses(int count)
    {
        for (int i = 0; i < count; i++)
        {
            folder.WriteImage($"a/{i}.png");
            folder.WriteImage($"b/{i}.png");
        }
    }
}
