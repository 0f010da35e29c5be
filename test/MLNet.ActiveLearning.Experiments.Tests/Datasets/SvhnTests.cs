using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class SvhnTests : IDisposable
{
    private const int MiUInt8 = 2;
    private const int MiDouble = 9;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Columns_become_rows_and_label_ten_the_digit_zero(bool compressed)
    {
        folder.Write("train_32x32.mat", Write(compressed, count: 3, labels: [10, 1, 9]));
        folder.Write("test_32x32.mat", Write(compressed, count: 2, labels: [5, 10]));

        ImageDataset set = ImageDatasets.Svhn(folder.Path);

        List<ReadRow> rows = ReadRows.Vectors(set.Train);
        CollectionAssert.AreEqual(new[] { "0", "1", "9" }, rows.ConvertAll(row => row.Label));
        CollectionAssert.AreEqual(new[] { "5", "0" }, ReadRows.Texts(set.Test, "Label"));
        Assert.AreEqual((32, 32, 3), (set.Width, set.Height, set.Channels));
        for (int channel = 0; channel < 3; channel++)
        {
            Assert.AreEqual(ValueAt(y: 5, x: 20, channel, image: 2), rows[2].Pixels[(channel * 1024) + (5 * 32) + 20]);
            Assert.AreEqual(ValueAt(y: 31, x: 0, channel, image: 1), rows[1].Pixels[(channel * 1024) + (31 * 32)]);
        }
    }

    [TestMethod]
    public void Labels_may_be_stored_as_floating_point_numbers_and_come_first()
    {
        byte[] labels = [.. new double[] { 3, 10 }.SelectMany(BitConverter.GetBytes)];
        MatWriter writer = new MatWriter(compressed: true)
            .Add("y", MatWriter.Double, MiDouble, labels, 2, 1)
            .Add("note", MatWriter.UInt8, MiUInt8, [1, 2, 3], 1, 3)
            .Add("X", MatWriter.UInt8, MiUInt8, Pixels(2), 32, 32, 3, 2);
        folder.Write("train_32x32.mat", writer.ToArray());
        folder.Write("test_32x32.mat", writer.ToArray());

        CollectionAssert.AreEqual(new[] { "3", "0" }, ReadRows.Texts(ImageDatasets.Svhn(folder.Path).Train, "Label"));
    }

    [TestMethod]
    public void A_missing_file_is_named()
    {
        folder.Write("train_32x32.mat", Write(true, 1, [1]));
        FileNotFoundException error = Assert.ThrowsException<FileNotFoundException>(() => ImageDatasets.Svhn(folder.Path));
        StringAssert.Contains(error.Message, "test_32x32.mat missing");
    }

    [TestMethod]
    public void A_label_out_of_range_is_refused()
    {
        AssertRefused(Write(true, 2, [1, 11]), "gives label 11 to row 1");
        byte[] labels = BitConverter.GetBytes(1.5);
        MatWriter images = new MatWriter(false).Add("X", MatWriter.UInt8, MiUInt8, Pixels(1), 32, 32, 3, 1);
        AssertRefused(images.Add("y", MatWriter.Double, MiDouble, labels, 1, 1).ToArray(), "gives label 1.5 to row 0");
    }

    [TestMethod]
    public void Arrays_of_the_wrong_shape_are_refused()
    {
        AssertRefused(Write(true, 2, [1]), "holds 2 images, but 1 labels");
        AssertRefused(WriteX(new byte[16], 4, 4), "X in '", "is 4 x 4 of UInt8; it must be 32 x 32 x 3 x N");
        AssertRefused(WriteX(new byte[16], 4, 5), "array X of size 4 x 5 holds 16 bytes, not 20");
        byte[] withoutLabels = new MatWriter(true).Add("X", MatWriter.UInt8, MiUInt8, Pixels(1), 32, 32, 3, 1).ToArray();
        AssertRefused(withoutLabels, "must hold the numeric arrays X, y; found of these: X");
    }

    [TestMethod]
    public void Damaged_and_other_files_are_refused()
    {
        byte[] sound = Write(true, 2, [1, 2]);
        AssertRefused(sound[..^20], "it is cut off");
        AssertRefused(sound[..50], "it is cut off");
        AssertRefused(new byte[300], "does not begin with the header");
        AssertRefused(WithHeader(sound, version: 2, "IM"), "level 7.3 (HDF5); save it again with -v7");
        AssertRefused(WithHeader(sound, version: 1, "MI"), "big-endian");
        byte[] damaged = [.. sound];
        damaged.AsSpan(140, 40).Fill(0xAA);
        AssertRefused(damaged, "is no usable MAT-file");
    }

    private void AssertRefused(byte[] file, params string[] parts)
    {
        folder.Write("train_32x32.mat", file);
        folder.Write("test_32x32.mat", file);
        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageDatasets.Svhn(folder.Path));
        StringAssert.Contains(error.Message, "train_32x32.mat");
        Array.ForEach(parts, part => StringAssert.Contains(error.Message, part));
    }

    private static byte[] WithHeader(byte[] file, byte version, string byteOrder)
    {
        byte[] changed = [.. file];
        (changed[125], changed[126], changed[127]) = (version, (byte)byteOrder[0], (byte)byteOrder[1]);
        return changed;
    }

    private static byte[] Write(bool compressed, int count, byte[] labels) => new MatWriter(compressed)
        .Add("X", MatWriter.UInt8, MiUInt8, Pixels(count), 32, 32, 3, count)
        .Add("y", MatWriter.Double, MiUInt8, labels, labels.Length, 1) // MATLAB stores small whole numbers as bytes
        .ToArray();

    private static byte[] WriteX(byte[] data, params int[] dimensions) => new MatWriter(false)
        .Add("X", MatWriter.UInt8, MiUInt8, data, dimensions)
        .Add("y", MatWriter.UInt8, MiUInt8, [1], 1, 1)
        .ToArray();

    /// <summary>In MATLAB's order: the row runs fastest.</summary>
    private static byte[] Pixels(int count)
    {
        byte[] pixels = new byte[32 * 32 * 3 * count];
        int next = 0;
        for (int image = 0; image < count; image++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                for (int x = 0; x < 32; x++)
                {
                    for (int y = 0; y < 32; y++)
                    {
                        pixels[next++] = ValueAt(y, x, channel, image);
                    }
                }
            }
        }

        return pixels;
    }

    private static byte ValueAt(int y, int x, int channel, int image) => (byte)((y * 7) + (x * 3) + (channel * 50) + image);
}
