using Microsoft.ML.Data;

namespace StandIns.Tests.Images;

[TestClass]
public class MLImageTests
{
    public sealed class Expected
    {
        public int Width { get; set; }
        public int Height { get; set; }
        public int[] Rgba { get; set; } = [];
    }

    private static readonly Dictionary<string, Expected> s_images = TestFiles.ReadJson<Expected>("images.json");

    public static IEnumerable<object[]> Names => s_images.Keys.Select(k => new object[] { k });

    /// <summary>A smooth picture: red grows to the right, green downwards.</summary>
    private static MLImage Gradient(int width, int height)
    {
        var pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
            (pixels[i * 4], pixels[i * 4 + 1], pixels[i * 4 + 2], pixels[i * 4 + 3])
                = (40, (byte)(i / width * 200 / height), (byte)(i % width * 200 / width), 255);
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void DecodedPng_HasThePixelsThatWereWritten(string name)
    {
        var expected = s_images[name];

        using var image = MLImage.CreateFromFile(TestFiles.PathOf($"Images/{name}.png"));

        Assert.AreEqual(expected.Width, image.Width);
        Assert.AreEqual(expected.Height, image.Height);
        Assert.AreEqual(MLPixelFormat.Bgra32, image.PixelFormat);
        for (int i = 0; i < expected.Rgba.Length; i += 4)
        {
            int alpha = expected.Rgba[i + 3];
            Assert.AreEqual(alpha, image.Pixels[i + 3], $"alpha of pixel {i / 4}");
            for (int c = 0; c < 3; c++)
                Assert.AreEqual(Math.Round(expected.Rgba[i + 2 - c] * alpha / 255.0), image.Pixels[i + c], 1, $"pixel {i / 4}, colour {c}, premultiplied");
        }
    }

    [TestMethod]
    public void SavedPng_GivesTheSamePixelsBack()
    {
        using var folder = new TemporaryFolder();
        using var image = Gradient(13, 9);

        image.Save(folder.File("a.png"));
        using var back = MLImage.CreateFromFile(folder.File("a.png"));

        CollectionAssert.AreEqual(image.Pixels.ToArray(), back.Pixels.ToArray());
    }

    [TestMethod]
    public void SavedJpeg_GivesNearlyTheSamePixelsInTheRightOrder()
    {
        using var folder = new TemporaryFolder();
        using var image = Gradient(64, 48);

        image.Save(folder.File("a.jpg"));
        using var back = MLImage.CreateFromStream(File.OpenRead(folder.File("a.jpg")));

        Assert.AreEqual((64, 48, MLPixelFormat.Bgra32), (back.Width, back.Height, back.PixelFormat));
        for (int i = 0; i < image.Pixels.Length; i++)
            Assert.AreEqual(image.Pixels[i], back.Pixels[i], 8, $"byte {i}");
    }

    [TestMethod]
    public void GetBGRPixels_OfRgbaPixels_SwapsAndDropsAlpha()
    {
        using var image = MLImage.CreateFromPixels(1, 2, MLPixelFormat.Rgba32, [10, 20, 30, 255, 1, 2, 3, 255]);

        CollectionAssert.AreEqual(new byte[] { 30, 20, 10, 3, 2, 1 }, image.GetBGRPixels);
        Assert.AreEqual(MLPixelFormat.Rgba32, image.PixelFormat);
        Assert.AreEqual(32, image.BitsPerPixel);
    }

    [TestMethod]
    public void CreateFromPixels_OfABufferOfTheWrongSize_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, new byte[15]));
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(2, 2, MLPixelFormat.Unknown, new byte[16]));
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromPixels(0, 2, MLPixelFormat.Bgra32, []));
    }

    [TestMethod]
    public void DisposedImage_RefusesEveryUse()
    {
        var image = Gradient(2, 2);
        image.Tag = "t";
        image.Dispose();

        Assert.ThrowsExactly<InvalidOperationException>(() => _ = image.Width);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ = image.Tag);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ = image.Pixels.Length);
    }

    [TestMethod]
    public void UnknownFormats_AreRefusedWithAClearError()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.jpg"), "not an image");
        using var image = Gradient(2, 2);

        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromFile(folder.File("a.jpg")));
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromFile(folder.File("absent.jpg")));
        Assert.ThrowsExactly<ArgumentException>(() => MLImage.CreateFromStream(new MemoryStream()));
        Assert.ThrowsExactly<ArgumentException>(() => image.Save(folder.File("a.txt")));
        Assert.ThrowsExactly<ArgumentException>(() => image.Save(folder.File("a.gif")));
    }

    [TestMethod]
    public void DamagedFiles_GiveAnImageOrAnArgumentExceptionAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        using (var image = Gradient(32, 32))
        {
            image.Save(folder.File("a.jpg"));
            image.Save(folder.File("a.png"));
        }
        var random = new Random(5);
        foreach (byte[] original in new[] { File.ReadAllBytes(folder.File("a.jpg")), File.ReadAllBytes(folder.File("a.png")) })
        {
            for (int i = 0; i < 3000; i++)
            {
                byte[] damaged = i % 2 == 0 ? original[..random.Next(original.Length)] : (byte[])original.Clone();
                for (int k = 0; k < i % 7 && damaged.Length > 0; k++)
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    using var image = MLImage.CreateFromStream(new MemoryStream(damaged));
                    Assert.AreEqual(image.Width * image.Height * 4, image.Pixels.Length);
                }
                catch (ArgumentException e)
                {
                    StringAssert.Contains(e.Message, "Invalid", StringComparison.Ordinal);
                }
            }
        }
        using var healthy = MLImage.CreateFromFile(folder.File("a.jpg"));
        Assert.AreEqual(32, healthy.Width);
    }

    [TestMethod]
    public void Jpeg_DecodedOnManyThreads_IsTheSameOnAll()
    {
        using var folder = new TemporaryFolder();
        using (var image = Gradient(32, 32))
            image.Save(folder.File("a.jpg"));
        byte[] bytes = File.ReadAllBytes(folder.File("a.jpg"));
        byte[] expected = MLImage.CreateFromStream(new MemoryStream(bytes)).Pixels.ToArray();

        Parallel.For(0, 200, _ =>
        {
            using var image = MLImage.CreateFromStream(new MemoryStream(bytes));
            Assert.IsTrue(image.Pixels.SequenceEqual(expected));
        });
    }

    [TestMethod]
    public void TruncatedJpeg_GivesThePartThatCouldBeRead()
    {
        using var folder = new TemporaryFolder();
        using var whole = Gradient(64, 64);
        whole.Save(folder.File("a.jpg"));
        byte[] bytes = File.ReadAllBytes(folder.File("a.jpg"));

        using var part = MLImage.CreateFromStream(new MemoryStream(bytes[..(bytes.Length * 3 / 4)]));

        Assert.AreEqual(64, part.Height);
        Assert.AreEqual(whole.Pixels[4 * 64 * 4 + 41], part.Pixels[4 * 64 * 4 + 41], 8);
    }
}
