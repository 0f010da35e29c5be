using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class ZipTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(CompressionLevel.NoCompression)]
    [DataRow(CompressionLevel.SmallestSize)]
    public void An_archive_reads_like_the_folder_it_was_made_of(CompressionLevel level)
    {
        WriteImages();
        List<ReadRow> expected = ReadRows.Images(ImageDatasets.FromFolder(folder["set"], new ImageFilesOptions { TestShare = 0 }).Train);

        ImageDataset set = ImageDatasets.FromZip(folder.Zip("set", level), new ImageFilesOptions { TestShare = 0 });

        Assert.AreEqual("set", set.Name);
        AssertEqual(expected, ReadRows.Images(set.Train));
        using MLImage image = set.Train.GetColumn<MLImage>("Image").First();
        Assert.AreEqual("a/0.png", image.Tag);
    }

    [TestMethod]
    public void Many_cursors_read_one_archive_at_once()
    {
        WriteImages(count: 100);
        ImageDataset set = ImageDatasets.FromZip(folder.Zip("set"), new ImageFilesOptions { TestShare = 0 });
        List<ReadRow> expected = ReadRows.Images(set.Train);

        Parallel.For(0, 8, _ => AssertEqual(expected, ReadRows.Images(set.Train)));
        List<ReadRow>[] parts = new List<ReadRow>[4];
        DataViewRowCursor[] cursors = set.Train.GetRowCursorSet(set.Train.Schema, 4);
        Parallel.For(0, cursors.Length, i => parts[i] = ReadRows.Images(cursors[i]));
        IEnumerable<ReadRow> all = parts.Take(cursors.Length).SelectMany(part => part);
        AssertEqual(expected, [.. all.OrderBy(row => row.Id, StringComparer.Ordinal)]);
        Array.ForEach(cursors, cursor => cursor.Dispose());
    }

    [TestMethod]
    public void Bytes_before_the_archive_do_no_harm()
    {
        WriteImages();
        string archive = folder.Zip("set");
        File.WriteAllBytes(archive, [.. new byte[1000], .. File.ReadAllBytes(archive)]);

        Assert.AreEqual(6, ReadRows.Images(ImageDatasets.FromZip(archive, new ImageFilesOptions { TestShare = 0 }).Train).Count);
    }

    [TestMethod]
    public void A_changed_byte_is_found_by_its_checksum_and_the_file_named()
    {
        WriteImages();
        string archive = folder.Zip("set");
        byte[] bytes = File.ReadAllBytes(archive);
        int end = bytes.AsSpan().IndexOf("IEND"u8); // of the first image
        bytes[end - 12] ^= 1;
        File.WriteAllBytes(archive, bytes);
        ImageDataset set = ImageDatasets.FromZip(archive, new ImageFilesOptions { TestShare = 0 });

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ReadRows.Images(set.Train));

        StringAssert.Contains(error.Message, ".png' in");
        StringAssert.Contains(error.Message, "its checksum differs from the one in the archive");
    }

    [TestMethod]
    public void Something_else_than_an_archive_is_refused()
    {
        folder.Write("no.zip", new byte[100]);
        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromZip(folder["no.zip"]));
        StringAssert.Contains(error.Message, "it is no zip archive, or it was cut off");

        FileNotFoundException missing = Assert.ThrowsException<FileNotFoundException>(() => ImageDatasets.FromZip(folder["none.zip"]));
        StringAssert.Contains(missing.Message, "none.zip");
    }

    [TestMethod]
    public void A_cut_off_archive_is_refused()
    {
        WriteImages();
        string archive = folder.Zip("set");
        File.WriteAllBytes(archive, File.ReadAllBytes(archive)[..^30]);

        Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromZip(archive));
    }

    [TestMethod]
    public void An_archive_that_was_replaced_is_refused()
    {
        WriteImages();
        string archive = folder.Zip("set");
        ImageDataset set = ImageDatasets.FromZip(archive);
        File.AppendAllText(archive, "more");

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ReadRows.Images(set.Train));
        StringAssert.Contains(error.Message, "has changed since the data set was opened");
    }

    [TestMethod]
    public void A_name_that_occurs_twice_counts_once_and_is_reported()
    {
        WriteImages();
        string archive = folder.Zip("set");
        using (ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Update))
        {
            using Stream source = zip.GetEntry("a/0.png")!.Open();
            using MemoryStream copy = new();
            source.CopyTo(copy);
            using Stream target = zip.CreateEntry("a/0.png").Open();
            target.Write(copy.ToArray());
        }

        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.FromZip(archive));
        StringAssert.Contains(error.Message, "a/0.png is in the archive twice");
    }

    private void WriteImages(int count = 3)
    {
        for (int i = 0; i < count; i++)
        {
            folder.WriteImage($"set/a/{i}.png", red: (byte)i, green: 90);
            folder.WriteImage($"set/b/{i}.jpg", blue: (byte)i, green: 200);
        }
    }

    private static void AssertEqual(List<ReadRow> expected, List<ReadRow> actual)
    {
        CollectionAssert.AreEqual(expected.ConvertAll(row => (row.Id, row.Label)), actual.ConvertAll(row => (row.Id, row.Label)));
        for (int i = 0; i < expected.Count; i++)
        {
            CollectionAssert.AreEqual(expected[i].Pixels, actual[i].Pixels, expected[i].Id);
        }
    }
}
