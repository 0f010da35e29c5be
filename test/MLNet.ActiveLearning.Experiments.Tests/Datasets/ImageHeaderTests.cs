using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class ImageHeaderTests
{
    private static readonly byte[] Frame = [0xFF, 0xC0, 0, 17, 8, 0, 20, 0, 30, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];

    [TestMethod]
    [DataRow(0xC0)]
    [DataRow(0xC2)]
    public void The_size_is_found_behind_other_segments_and_fill_bytes(int frameMarker)
    {
        byte[] frame = [.. Frame];
        frame[1] = (byte)frameMarker;
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 1, 2, 3, 4, 0xFF, 0xFF, 0xFF, 0xC4, 0, 3, 9, .. frame];

        Assert.AreEqual(new ImageSize(30, 20), ImageHeader.TryReadSize(jpeg, isWholeFile: false));
    }

    [TestMethod]
    public void More_bytes_are_asked_for_when_metadata_come_first()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE1, 0x40, 0, .. new byte[100]];

        Assert.IsNull(ImageHeader.TryReadSize(jpeg, isWholeFile: false));
        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageHeader.TryReadSize(jpeg, isWholeFile: true));
        StringAssert.Contains(error.Message, "is cut off before its size is given");
    }

    [TestMethod]
    public void An_image_with_much_metadata_is_read_from_a_folder()
    {
        using TemporaryFolder folder = new();
        folder.WriteImage("a/1.jpg");
        folder.WriteImage("b/1.jpg");
        byte[] plain = File.ReadAllBytes(folder["a/1.jpg"]);
        byte[] segment = [0xFF, 0xE1, 0xFF, 0xFF, .. new byte[65_533]];
        folder.Write("a/1.jpg", [.. plain[..2], .. segment, .. segment, .. segment, .. segment, .. segment, .. plain[2..]]);

        ImageDataset set = ImageDatasets.FromFolder(folder.Path, new ImageFilesOptions { TestShare = 0 });

        Assert.AreEqual((8, 2), (set.Width, ReadRows.Images(set.Train).Count));
    }

    [TestMethod]
    public void Damaged_headers_are_refused()
    {
        AssertRefused([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0x12, .. new byte[20]], "no marker at byte 8");
        AssertRefused([0xFF, 0xD8, 0xFF, 0xDA, .. new byte[20]], "its pixels come before its size");
        AssertRefused([0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 0, 0, 30, .. new byte[20]], "claims to be 30 x 0 pixels");
        AssertRefused([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[20]], "a PNG image without a header chunk");
        AssertRefused("GIF89a"u8.ToArray(), "neither a JPEG nor a PNG image (it begins with 47494638)");
    }

    private static void AssertRefused(byte[] bytes, string part)
    {
        InvalidDataException error = Assert.ThrowsException<InvalidDataException>(() => ImageHeader.TryReadSize(bytes, isWholeFile: true));
        StringAssert.Contains(error.Message, part);
    }
}
