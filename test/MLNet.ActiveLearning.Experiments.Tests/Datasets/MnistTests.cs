using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Grey_images_are_read_from_plain_and_compressed_files(bool gzip)
    {
        WriteSet(gzip);

        ImageDataset set = ImageDatasets.Mnist(folder.Path);

        Assert.AreEqual((28, 28, 1, 3, 2), (set.Width, set.Height, set.Channels, set.TrainCount, set.TestCount));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Byte, 1, 28, 28), set.Train.Schema["Image"].Type);
        List<ReadRow> rows = ReadRows.Vectors(set.Train);
        CollectionAssert.AreEqual(new[] { "7", "0", "9" }, rows.ConvertAll(row => row.Label));
        CollectionAssert.AreEqual(Pixels(3)[784..1568], rows[1].Pixels);
        Assert.AreEqual("test/00001", ReadRows.Texts(set.Test, "Id")[1]);
    }

    [TestMethod]
    public void Fashion_has_names_for_its_numbers()
    {
        WriteSet(gzip: false);

        ImageDataset set = ImageDatasets.FashionMnist(folder.Path);

        CollectionAssert.AreEqual(new[] { "sneaker", "t-shirt", "ankle boot" }, ReadRows.Texts(set.Train, "Label"));
    }

    [TestMethod]
    public void A_missing_file_is_named()
    {
        WriteSet(gzip: true);
        File.Delete(folder["t10k-labels-idx1-ubyte.gz"]);

        FileNotFoundException error = Assert.ThrowsException<FileNotFoundException>(() => ImageDatasets.Mnist(folder.Path));

        StringAssert.Contains(error.Message, "t10k-labels-idx1-ubyte (or the same with .gz) missing");
    }

    [TestMethod]
    public void Files_that_contradict_themselves_are_refused()
    {
        byte[] images = Images(3);
        AssertRefused("train-images-idx3-ubyte", images[..^1], "it is cut off");
        AssertRefused("train-images-idx3-ubyte", [.. images, 0], "more bytes follow its 2352 values");
        AssertRefused("train-images-idx3-ubyte", [0, 0, 13, 3, .. images[4..]], "it begins with 00000D03, not with 00000803");
        AssertRefused("train-labels-idx1-ubyte", Labels(1, 2), "holds 3 images, but");
        AssertRefused("train-labels-idx1-ubyte", Labels(1, 2, 12), "gives label 12 to row 2");
    }

    private void AssertRefused(string name, byte[] bytes, string part)
    {
        WriteSet(gzip: false);
        folder.Write(name, bytes);
        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.Mnist(folder.Path));
        StringAssert.Contains(error.Message, name);
        StringAssert.Contains(error.Message, part);
    }

    private void WriteSet(bool gzip)
    {
        void Write(string name, byte[] bytes)
        {
            if (gzip)
            {
                folder.WriteGzip(name + ".gz", bytes);
            }
            else
            {
                folder.Write(name, bytes);
            }
        }

        Write("train-images-idx3-ubyte", Images(3));
        Write("train-labels-idx1-ubyte", Labels(7, 0, 9));
        Write("t10k-images-idx3-ubyte", Images(2));
        Write("t10k-labels-idx1-ubyte", Labels(1, 2));
    }

    private static byte[] Images(int count) => [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 28, 0, 0, 0, 28, .. Pixels(count)];

    private static byte[] Labels(params byte[] labels) => [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels];

    private static byte[] Pixels(int count) => [.. Enumerable.Range(0, count * 784).Select(i => (byte)(i * 31))];
}
