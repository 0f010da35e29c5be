using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

[TestClass]
public sealed class ImageResizerTests
{
    [TestMethod]
    [DataRow(64, 48, 32, 32)]
    [DataRow(10, 7, 32, 32)]
    [DataRow(5, 100, 8, 3)]
    public void One_colour_stays_that_colour(int width, int height, int toWidth, int toHeight)
    {
        using MLImage image = Create(width, height, (_, _) => 137);
        using MLImage resized = ImageResizer.Resize(image, new ImageSize(toWidth, toHeight));

        Assert.AreEqual((toWidth, toHeight), (resized.Width, resized.Height));
        Assert.IsTrue(Reds(resized).All(value => value == 137));
    }

    [TestMethod]
    public void Every_pixel_counts_when_the_image_shrinks()
    {
        // A lookup of neighbours alone would find only white or only black columns.
        using MLImage image = Create(32, 32, (x, _) => (byte)(x % 2 * 255));
        using MLImage resized = ImageResizer.Resize(image, new ImageSize(4, 4));

        Assert.IsTrue(Reds(resized).All(value => value is > 115 and < 140));
    }

    [TestMethod]
    public void What_is_too_long_is_cut_off_evenly()
    {
        using MLImage image = Create(40, 20, (x, _) => (byte)(x is >= 10 and < 30 ? 200 : 0));
        using MLImage resized = ImageResizer.Resize(image, new ImageSize(20, 20));

        Assert.IsTrue(Reds(resized).All(value => value == 200));
    }

    private static MLImage Create(int width, int height, Func<int, int, byte> redOf)
    {
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            pixels[4 * i] = redOf(i % width, i / width);
            pixels[(4 * i) + 3] = 255;
        }

        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
    }

    private static IEnumerable<byte> Reds(MLImage image) => image.Pixels.ToArray().Chunk(4).Select(pixel => pixel[0]);
}
