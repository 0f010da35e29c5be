using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class InvalidFileTests : IDisposable
{
    private static readonly ImageFilesOptions Skip = new() { SkipInvalid = true, TestShare = 0 };

    private readonly TemporaryFolder folder = new();

    [TestInitialize]
    public void WriteSoundImages()
    {
        folder.WriteImage("a/1.png");
        folder.WriteImage("a/2.jpg");
        folder.WriteImage("b/1.png");
    }

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Unusable_files_are_refused_by_name_with_count_and_way_out()
    {
        folder.Write("a/notes.txt", "hello"u8.ToArray());
        folder.Write("b/empty.jpg", []);
        folder.Write("b/cut.png", File.ReadAllBytes(folder["b/1.png"])[..15]);

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromFolder(folder.Path));

        Assert.AreEqual(
            $"""
            3 of 6 files in '{folder.Path}' cannot be used:
              a/notes.txt is neither a JPEG nor a PNG image (it begins with 68656C6C)
              b/cut.png is cut off before its size is given
              b/empty.jpg is empty
            Remove or repair them, or set SkipInvalid = true to leave them out.
            """,
            error.Message);
    }

    [TestMethod]
    public void Only_the_first_files_are_listed()
    {
        for (int i = 0; i < 8; i++)
        {
            folder.Write($"a/note{i}.txt", [0]);
        }

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromFolder(folder.Path));

        StringAssert.Contains(error.Message, "a/note4.txt");
        Assert.IsFalse(error.Message.Contains("a/note5.txt", StringComparison.Ordinal));
        StringAssert.Contains(error.Message, "and 3 more");
    }

    [TestMethod]
    public void Skipped_files_are_listed_with_their_reasons()
    {
        folder.Write("a/notes.txt", "hello"u8.ToArray());
        folder.WriteImage("c/other.png", width: 9);
        folder.WriteImage("misplaced.png");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, Skip);

        Assert.AreEqual(3, set.TrainCount);
        CollectionAssert.AreEqual(new[] { "a", "b" }, set.ClassNames.ToArray());
        CollectionAssert.AreEqual(
            new[]
            {
                new SkippedFile("a/notes.txt", "is neither a JPEG nor a PNG image (it begins with 68656C6C)"),
                new SkippedFile("c/other.png", "is 9 x 8 pixels, most images are 8 x 8"),
                new SkippedFile("misplaced.png", "is in no class folder"),
            },
            set.Skipped.ToArray());
    }

    [TestMethod]
    public void Mixed_sizes_are_refused_unless_resized()
    {
        folder.WriteImage("b/wide.png", width: 16, height: 8, red: 255);

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromFolder(folder.Path));
        StringAssert.Contains(error.Message, "b/wide.png is 16 x 8 pixels, most images are 8 x 8");
        StringAssert.Contains(error.Message, "set ResizeTo");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { ResizeTo = new ImageSize(4, 4), TestShare = 0 });
        Assert.AreEqual((4, 4, 4), (set.Width, set.Height, set.TrainCount));
        foreach (MLImage image in set.Train.GetColumn<MLImage>("Image"))
        {
            Assert.AreEqual((4, 4), (image.Width, image.Height));
            Assert.IsTrue(File.Exists(image.Tag));
        }
    }

    [TestMethod]
    public void Damage_behind_the_header_names_the_file_when_the_row_is_read()
    {
        WriteDamaged("b/damaged.png");
        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0 });

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ReadRows.Images(set.Train));

        StringAssert.Contains(error.Message, "Image 'b/damaged.png' in");
        StringAssert.Contains(error.Message, "CheckPixels");
    }

    [TestMethod]
    public void Check_pixels_finds_damage_behind_the_header_when_the_set_is_opened()
    {
        WriteDamaged("b/damaged.png");

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, Skip with { CheckPixels = true });

        Assert.AreEqual("b/damaged.png", set.Skipped.Single().Path);
        Assert.AreEqual(3, ReadRows.Images(set.Train).Count);
    }

    [TestMethod]
    public void A_file_that_changes_its_size_later_is_refused()
    {
        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0 });
        folder.WriteImage("a/1.png", width: 5);

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ReadRows.Images(set.Train));

        StringAssert.Contains(error.Message, "'a/1.png'");
        StringAssert.Contains(error.Message, "is 5 x 8 pixels, but its header said 8 x 8 when the data set was opened");
    }

    [TestMethod]
    public void Test_images_of_a_class_without_training_images_are_unusable()
    {
        using TemporaryFolder other = new();
        other.WriteImage("train/a/1.png");
        other.WriteImage("train/b/1.png");
        other.WriteImage("test/c/1.png");
        other.WriteImage("extra/a/1.png");

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromFolder(other.Path));

        StringAssert.Contains(error.Message, "test/c/1.png is of class 'c', which has no image to train on");
        StringAssert.Contains(error.Message, "extra/a/1.png is neither in folder 'train' nor in folder 'test'");
    }

    [TestMethod]
    public void One_class_is_no_data_set()
    {
        Directory.Delete(folder["b"], recursive: true);

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromFolder(folder.Path));

        StringAssert.Contains(error.Message, "holds images of one class only, 'a'");
    }

    [TestMethod]
    public void A_missing_folder_is_named()
    {
        DirectoryNotFoundException error = Assert.ThrowsException<DirectoryNotFoundException>(
            () => ImageDatasets.FromFolder(folder["none"]));
        StringAssert.Contains(error.Message, folder["none"]);
    }

    private void WriteDamaged(string relative)
    {
        byte[] png = File.ReadAllBytes(folder["b/1.png"]);
        png.AsSpan(37, png.Length - 37).Fill(0x55);
        folder.Write(relative, png);
    }
}
