using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Training;

/// <summary>The fast writer of network inputs against a plain one: pad, normalise, crop, flip, pixel by pixel.</summary>
[TestClass]
public sealed class InputWriterTests
{
    [TestMethod]
    [DataRow(3, 32, 32)]
    [DataRow(3, 5, 7)]
    [DataRow(1, 28, 28)]
    [DataRow(4, 9, 3)]
    [DataRow(3, 2, 2000)]
    public void Inputs_equal_those_of_the_naive_twin(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var random = new SeededRandom(5);
        var image = new byte[shape.Size];
        foreach (ref byte pixel in image.AsSpan())
        {
            pixel = (byte)random.NextInt32(256);
        }

        var normalization = new Normalization
        {
            Mean = [.. Enumerable.Range(0, channels).Select(c => 0.4 + (0.1 * c))],
            StandardDeviation = [.. Enumerable.Range(0, channels).Select(c => 0.2 + (0.05 * c))],
        };
        var writer = new InputWriter(shape, normalization);
        Placement[] placements =
        [
            Placement.None, new(0, 0, true), new(4, -4, false), new(-4, 4, true), new(1, -3, true), new(height + 1, 0, false),
            new(0, width + 1, false), new(0, -width - 1, true), new(-1, 2, false),
        ];
        foreach (Placement placement in placements)
        {
            var got = new float[shape.Size];
            Array.Fill(got, float.NaN);
            writer.Write(image, placement, got);
            for (int i = 0; i < got.Length; i++)
            {
                Assert.AreEqual(Naive(image, shape, normalization, placement, i), got[i], 2e-6, $"{placement}, number {i}");
            }
        }
    }

    [TestMethod]
    public void A_wrong_number_of_channels_is_refused()
    {
        ArgumentException exception = Assert.ThrowsException<ArgumentException>(() => new InputWriter(new ImageShape(1, 8, 8), Normalization.Cifar));
        StringAssert.Contains(exception.Message, "3 channels but the images have 1");
    }

    [TestMethod]
    public void Flips_and_crops_are_uniform()
    {
        var augmentation = new FlipAndCrop { Padding = 2, FlipProbability = 0.5 };
        Placement[] chosen = [.. Enumerable.Range(0, 5000).Select(i => augmentation.Choose(new SeededRandom((ulong)i)))];
        Assert.AreEqual(25, chosen.Select(p => (p.OffsetY, p.OffsetX)).Distinct().Count());
        Assert.AreEqual(2, chosen.Max(p => p.OffsetY));
        Assert.AreEqual(-2, chosen.Min(p => p.OffsetX));
        Assert.AreEqual(0.5, chosen.Average(p => p.Flip ? 1 : 0), 0.03);
        Assert.IsTrue(chosen.GroupBy(p => (p.OffsetY, p.OffsetX)).All(g => Math.Abs(g.Count() - 200) < 80));
    }

    [TestMethod]
    public void Statistics_of_the_training_images_are_those_of_all_their_pixels()
    {
        var store = new ImageStore(new ImageShape(2, 1, 2));
        new byte[] { 0, 255, 51, 255 }.CopyTo(store.Add());
        new byte[] { 102, 255, 153, 255 }.CopyTo(store.Add());
        Normalization measured = store.Measure();
        Assert.AreEqual(0.3, measured.Mean[0], 1e-12);
        Assert.AreEqual(Math.Sqrt(0.05), measured.StandardDeviation[0], 1e-12);
        Assert.AreEqual(1, measured.Mean[1], 1e-12);
        Assert.AreEqual(1.0 / 255, measured.StandardDeviation[1], 1e-12);
    }

    private static double Naive(byte[] image, ImageShape shape, Normalization normalization, Placement placement, int index)
    {
        int channel = index % shape.Channels;
        int x = index / shape.Channels % shape.Width;
        int y = index / shape.Channels / shape.Width;
        int sourceX = (placement.Flip ? shape.Width - 1 - x : x) + placement.OffsetX;
        int sourceY = y + placement.OffsetY;
        bool inside = sourceX >= 0 && sourceX < shape.Width && sourceY >= 0 && sourceY < shape.Height;
        double pixel = inside ? image[(((sourceY * shape.Width) + sourceX) * shape.Channels) + channel] : 0;
        return ((pixel / 255) - normalization.Mean[channel]) / normalization.StandardDeviation[channel];
    }
}
