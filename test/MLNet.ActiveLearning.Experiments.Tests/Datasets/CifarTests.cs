using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class CifarTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Batches_of_cifar_10_are_read_in_their_order()
    {
        WriteCifar10();

        ImageDataset set = ImageDatasets.Cifar10Binary(folder.Path);

        Assert.AreEqual(("cifar10", 10, 1), (set.Name, set.TrainCount, set.TestCount));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Byte, 3, 32, 32), set.Train.Schema["Image"].Type);
        List<ReadRow> rows = ReadRows.Vectors(set.Train);
        CollectionAssert.AreEqual(new[] { "airplane", "airplane", "automobile", "automobile" }, rows.ConvertAll(row => row.Label)[..4]);
        Assert.AreEqual("train/00009", rows[9].Id);
        CollectionAssert.AreEqual(Record(3)[1..], rows[3].Pixels);
    }

    [TestMethod]
    public void Class_names_come_from_the_archive_where_it_has_them()
    {
        WriteCifar10();
        folder.Write("batches.meta.txt", "c0\nc1\nc2\nc3\nc4\nc5\nc6\nc7\nc8\nc9\n\n"u8.ToArray());

        Assert.AreEqual("c9", ImageDatasets.Cifar10Binary(folder.Path).ClassNames[9]);
    }

    [TestMethod]
    public void Cifar_100_has_fine_and_coarse_labels()
    {
        foreach (string name in (string[])["train.bin", "test.bin"])
        {
            folder.Write(name, [7, 93, .. new byte[3072], 19, 0, .. new byte[3072]]);
        }

        folder.Write("fine_label_names.txt", Names("fine", 100));
        folder.Write("coarse_label_names.txt", Names("coarse", 20));

        CollectionAssert.AreEqual(new[] { "fine93", "fine0" }, ReadRows.Texts(ImageDatasets.Cifar100Binary(folder.Path).Train, "Label"));
        ImageDataset coarse = ImageDatasets.Cifar100Binary(folder.Path, Cifar100Labels.Coarse);
        CollectionAssert.AreEqual(new[] { "coarse7", "coarse19" }, ReadRows.Texts(coarse.Test, "Label"));
        Assert.AreEqual(20, coarse.ClassNames.Count);
    }

    [TestMethod]
    public void Missing_files_are_all_named()
    {
        WriteCifar10();
        File.Delete(folder["data_batch_3.bin"]);
        File.Delete(folder["test_batch.bin"]);

        FileNotFoundException error = Assert.ThrowsException<FileNotFoundException>(() => ImageDatasets.Cifar10Binary(folder.Path));

        StringAssert.Contains(error.Message, "data_batch_3.bin, test_batch.bin missing");
    }

    [TestMethod]
    public void A_cut_off_file_and_a_label_out_of_range_are_refused()
    {
        WriteCifar10();
        folder.Write("data_batch_2.bin", Record(1)[..3000]);
        InvalidDataException cut = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.Cifar10Binary(folder.Path));
        StringAssert.Contains(cut.Message, "data_batch_2.bin' is 3000 bytes long, which is no multiple of the 3073 bytes of a record");

        folder.Write("data_batch_2.bin", [10, .. new byte[3072]]);
        InvalidDataException label = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.Cifar10Binary(folder.Path));
        StringAssert.Contains(label.Message, "data_batch_2.bin' gives label 10 to row 2");
    }

    private void WriteCifar10()
    {
        for (int batch = 0; batch < 5; batch++)
        {
            folder.Write($"data_batch_{batch + 1}.bin", [.. Record(2 * batch), .. Record((2 * batch) + 1)]);
        }

        folder.Write("test_batch.bin", Record(4));
    }

    private static byte[] Record(int number)
    {
        byte[] record = new byte[3073];
        record[0] = (byte)(number / 2);
        for (int i = 1; i < record.Length; i++)
        {
            record[i] = (byte)(i * (number + 1));
        }

        return record;
    }

    private static byte[] Names(string prefix, int count) =>
        System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, count).Select(i => prefix + i)));
}
