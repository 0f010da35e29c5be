using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using StandIns.Tests.DataViews;

namespace StandIns.Tests.Images;

[TestClass]
public class ImageTransformTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Sized
    {
        [ImageType(2, 3)]
        public MLImage? Image { get; set; }
    }

    public sealed class Wide
    {
        [ImageType(2, 4)]
        public MLImage? Image { get; set; }
    }

    public sealed class Unsized
    {
        [ImageType]
        public MLImage? Image { get; set; }
    }

    public sealed class Named
    {
        public string Path { get; set; } = "";
    }

    /// <summary>Three wide, two high: blue counts the pixels from 0, green is 100 more, red 200 more.</summary>
    private static MLImage Counting(MLPixelFormat format = MLPixelFormat.Bgra32)
    {
        var pixels = new byte[24];
        for (int i = 0; i < 6; i++)
        {
            (byte low, byte high) = format == MLPixelFormat.Bgra32 ? ((byte)i, (byte)(200 + i)) : ((byte)(200 + i), (byte)i);
            (pixels[i * 4], pixels[i * 4 + 1], pixels[i * 4 + 2], pixels[i * 4 + 3]) = (low, (byte)(100 + i), high, (byte)(250 + i));
        }
        return MLImage.CreateFromPixels(3, 2, format, pixels);
    }

    private float[] Extract(MLPixelFormat format = MLPixelFormat.Bgra32,
        ImagePixelExtractingEstimator.ColorBits colors = ImagePixelExtractingEstimator.ColorBits.Rgb,
        ImagePixelExtractingEstimator.ColorsOrder order = ImagePixelExtractingEstimator.ColorsOrder.ARGB,
        bool interleave = false, float offset = 0, float scale = 1)
    {
        var data = _ml.Data.LoadFromEnumerable(new Sized[] { new() { Image = Counting(format) } });
        return _ml.Transforms.ExtractPixels("Pixels", "Image", colors, order, interleave, offset, scale).Fit(data).Transform(data).ReadVectors<float>("Pixels")[0];
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Bgra32)]
    [DataRow(MLPixelFormat.Rgba32)]
    public void ExtractPixels_ByDefault_IsPlanarRedGreenBlue(MLPixelFormat format)
        => CollectionAssert.AreEqual(Enumerable.Range(200, 6).Concat(Enumerable.Range(100, 6)).Concat(Enumerable.Range(0, 6)).Select(v => (float)v).ToArray(),
            Extract(format));

    [TestMethod]
    public void ExtractPixels_Interleaved_HasTheColoursOfAPixelTogether()
        => CollectionAssert.AreEqual(new[] { 200f, 100, 0, 201, 101, 1 }, Extract(interleave: true)[..6]);

    [TestMethod]
    public void ExtractPixels_WithOffsetAndScale_SubtractsThenMultiplies()
        => Assert.AreEqual((200 - 128) * 0.5f, Extract(offset: 128, scale: 0.5f)[0]);

    [TestMethod]
    public void ExtractPixels_InAnotherOrderWithAlpha_FollowsIt()
    {
        float[] values = Extract(colors: ImagePixelExtractingEstimator.ColorBits.All, order: ImagePixelExtractingEstimator.ColorsOrder.ABGR, interleave: true);

        CollectionAssert.AreEqual(new[] { 250f, 0, 100, 200 }, values[..4]);
    }

    [TestMethod]
    public void ExtractPixels_Type_IsPlanesByHeightByWidth()
    {
        var data = _ml.Data.LoadFromEnumerable(new Sized[] { new() { Image = Counting() } });

        var floats = _ml.Transforms.ExtractPixels("Pixels", "Image").Fit(data).Transform(data).Schema["Pixels"].Type;
        var bytes = _ml.Transforms.ExtractPixels("Pixels", "Image", interleavePixelColors: true, outputAsFloatArray: false).Fit(data).Transform(data);

        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3, 2, 3), floats);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Byte, 2, 3, 3), bytes.Schema["Pixels"].Type);
        CollectionAssert.AreEqual(new byte[] { 200, 100, 0 }, bytes.ReadVectors<byte>("Pixels")[0][..3]);
    }

    [TestMethod]
    public void ExtractPixels_OfImagesOfUnknownSize_AsksForASize()
    {
        var data = _ml.Data.LoadFromEnumerable(new Named[] { new() { Path = "rgb8.png" } });
        var images = _ml.Transforms.LoadImages("Image", TestFiles.PathOf("Images"), "Path").Fit(data).Transform(data);

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.ExtractPixels("Pixels", "Image").Fit(images));

        StringAssert.Contains(error.Message, "known-size image", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ImageType_WithoutASize_IsRefusedWhereTheTypeIsUsed()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(new Unsized[] { new() { Image = Counting() } }));

    [TestMethod]
    public void LoadImages_OfPngFiles_GivesImagesWithTheirPathAsTag()
    {
        var data = _ml.Data.LoadFromEnumerable(new Named[] { new() { Path = "rgb8.png" }, new() { Path = "gray8.png" } });

        var loaded = _ml.Transforms.LoadImages("Image", TestFiles.PathOf("Images"), "Path").Fit(data).Transform(data);

        using var cursor = loaded.GetRowCursor([loaded.Schema["Image"]]);
        var getter = cursor.GetGetter<MLImage>(loaded.Schema["Image"]);
        MLImage? image = null;
        Assert.IsTrue(cursor.MoveNext());
        getter(ref image!);
        Assert.AreEqual(7, image.Width);
        Assert.AreEqual(TestFiles.PathOf("Images/rgb8.png"), image.Tag);
    }

    [TestMethod]
    public void LoadImages_OfAMissingFile_FailsWhenRowsAreRead()
    {
        var data = _ml.Data.LoadFromEnumerable(new Named[] { new() { Path = "absent.png" } });

        var loaded = _ml.Transforms.LoadImages("Image", TestFiles.PathOf("Images"), "Path").Fit(data).Transform(data);

        Assert.ThrowsExactly<FileNotFoundException>(() => loaded.Read<MLImage>("Image"));
    }

    [TestMethod]
    public void LoadImages_FromAMissingFolder_IsRefused()
        => Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.LoadImages("Image", "/no/such/folder", "Path"));

    [TestMethod]
    public void ImagePipeline_SurvivesSaveAndLoad()
    {
        using var folder = new TemporaryFolder();
        var data = _ml.Data.LoadFromEnumerable(new Named[] { new() { Path = "rgb8.png" } });
        var model = _ml.Transforms.LoadImages("Image", TestFiles.PathOf("Images"), "Path")
            .Append(_ml.Transforms.ResizeImages("Image", 4, 4))
            .Append(_ml.Transforms.ExtractPixels("Pixels", "Image", scaleImage: 1 / 255f)).Fit(data);

        _ml.Model.Save(model, data.Schema, folder.File("m.zip"));
        var loaded = new MLContext().Model.Load(folder.File("m.zip"), out _);

        CollectionAssert.AreEqual(model.Transform(data).ReadVectors<float>("Pixels")[0], loaded.Transform(data).ReadVectors<float>("Pixels")[0]);
        Assert.AreEqual(48, loaded.Transform(data).ReadVectors<float>("Pixels")[0].Length);
    }

    private MLImage Resize(int width, int height, ImageResizingEstimator.ResizingKind kind, ImageResizingEstimator.Anchor anchor = ImageResizingEstimator.Anchor.Center)
    {
        // Left half red, right half blue; four wide, two high.
        var pixels = new byte[32];
        for (int i = 0; i < 8; i++)
            (pixels[i * 4 + (i % 4 < 2 ? 2 : 0)], pixels[i * 4 + 3]) = (255, 255);
        var data = _ml.Data.LoadFromEnumerable(new Wide[] { new() { Image = MLImage.CreateFromPixels(4, 2, MLPixelFormat.Bgra32, pixels) } });
        return _ml.Transforms.ResizeImages("Out", width, height, "Image", kind, anchor).Fit(data).Transform(data).Read<MLImage>("Out")[0];
    }

    private static (int Red, int Blue) At(MLImage image, int x, int y) => (image.Pixels[(y * image.Width + x) * 4 + 2], image.Pixels[(y * image.Width + x) * 4]);

    [TestMethod]
    public void ResizeImages_ToFill_TakesTheNearestPixels()
    {
        using var image = Resize(8, 8, ImageResizingEstimator.ResizingKind.Fill);

        Assert.AreEqual((8, 8), (image.Width, image.Height));
        Assert.AreEqual((255, 0), At(image, 3, 7));
        Assert.AreEqual((0, 255), At(image, 4, 0));
    }

    [TestMethod]
    public void ResizeImages_ToPad_CentersBetweenBlackBars()
    {
        using var image = Resize(8, 8, ImageResizingEstimator.ResizingKind.IsoPad);

        Assert.AreEqual((0, 0), At(image, 0, 1));
        Assert.AreEqual((255, 0), At(image, 0, 3));
        Assert.AreEqual((0, 255), At(image, 7, 4));
        Assert.AreEqual((0, 0), At(image, 7, 6));
    }

    [TestMethod]
    [DataRow(ImageResizingEstimator.Anchor.Left, 255, 0)]
    [DataRow(ImageResizingEstimator.Anchor.Right, 0, 255)]
    public void ResizeImages_ToCrop_KeepsTheAnchoredSide(ImageResizingEstimator.Anchor anchor, int red, int blue)
    {
        using var image = Resize(8, 8, ImageResizingEstimator.ResizingKind.IsoCrop, anchor);

        Assert.AreEqual((red, blue), At(image, anchor == ImageResizingEstimator.Anchor.Left ? 1 : 6, 4));
    }

    [TestMethod]
    public void ConvertToGrayscale_WeighsTheColours()
    {
        var data = _ml.Data.LoadFromEnumerable(new Sized[] { new() { Image = Counting() } });

        var gray = _ml.Transforms.ConvertToGrayscale("Gray", "Image").Fit(data).Transform(data).Read<MLImage>("Gray")[0];

        Assert.AreEqual(0.3 * 200 + 0.59 * 100, gray.Pixels[0], 1);
        Assert.AreEqual(gray.Pixels[0], gray.Pixels[2]);
    }
}
