using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>The fast writer of views against its formulas, pixel by pixel in double precision.</summary>
[TestClass]
public sealed class ViewWriterTests
{
    private static readonly ViewOptions Everything = new() { BlurProbability = 0.3 };

    [DataTestMethod]
    [DataRow(3, 32, 32)]
    [DataRow(3, 7, 12)]
    [DataRow(1, 28, 28)]
    [DataRow(4, 9, 9)]
    public void Views_equal_the_formulas(int channels, int height, int width)
    {
        var shape = new ImageShape(channels, height, width);
        var normalization = new Normalization { Mean = [.. Enumerable.Range(1, channels).Select(c => 0.1 * c)], StandardDeviation = [.. Enumerable.Range(1, channels).Select(c => 0.2 + (0.01 * c))] };
        var writer = new ViewWriter(shape, normalization);
        float[] input = new float[shape.Size];
        for (ulong i = 0; i < 60; i++)
        {
            var random = new SeededRandom(i);
            byte[] image = [.. Enumerable.Range(0, shape.Size).Select(_ => (byte)random.NextInt32(256))];
            ViewChoice choice = Everything.Choose(random, shape);
            writer.Write(image, choice, input);
            double[] expected = Naive(image, choice, shape, normalization);
            for (int j = 0; j < input.Length; j++)
            {
                Assert.AreEqual(expected[j], input[j], 1e-4, $"view {i}, number {j}: {choice}");
            }
        }
    }

    [TestMethod]
    public void A_view_of_the_whole_image_without_changes_is_the_training_input()
    {
        var shape = new ImageShape(3, 8, 8);
        byte[] image = [.. Enumerable.Range(0, shape.Size).Select(i => (byte)(i * 7))];
        float[] view = new float[shape.Size], input = new float[shape.Size];
        new ViewWriter(shape, Normalization.Cifar).Write(image, new ViewChoice(0, 0, 8, 8, true, 0, [], false), view);
        new InputWriter(shape, Normalization.Cifar).Write(image, new Placement(0, 0, true), input);
        for (int i = 0; i < input.Length; i++)
        {
            Assert.AreEqual(input[i], view[i], 1e-5f);
        }
    }

    [TestMethod]
    public void Choices_stay_in_their_ranges_and_use_them()
    {
        var shape = new ImageShape(3, 32, 32);
        ViewChoice[] choices = [.. Enumerable.Range(0, 2000).Select(i => new ViewOptions().Choose(new SeededRandom((ulong)i), shape))];
        foreach (ViewChoice choice in choices)
        {
            Assert.IsTrue(choice.Y >= 0 && choice.X >= 0 && choice.Y + choice.Height <= 32 && choice.X + choice.Width <= 32, choice.ToString());
            double area = choice.Height * choice.Width / 1024.0, ratio = choice.Width / (double)choice.Height;
            Assert.IsTrue(area is > 0.15 and <= 1 && ratio is > 0.65 and < 1.55, choice.ToString());
        }

        Assert.AreEqual(0.5, choices.Average(c => c.Flip ? 1 : 0), 0.05);
        Assert.AreEqual(0.8, choices.Average(c => c.Colors.Count > 0 ? 1 : 0), 0.05);
        Assert.AreEqual(0.2, choices.Average(c => c.Grayscale ? 1 : 0), 0.05);
        // Uniform from 0.2 to 1, but a crop of nearly the whole image fits only if it is nearly square: 0.54 instead of 0.6.
        Assert.AreEqual(0.54, choices.Average(c => c.Height * c.Width / 1024.0), 0.03);
        Assert.AreEqual(0.25, choices.Where(c => c.Colors.Count > 0).Average(c => c.Colors[0].Step == ColorStep.Hue ? 1 : 0), 0.05);
        Assert.IsTrue(choices.All(c => c.Blur == 0));
    }

    // Every step on its own: bilinear sampling, a two-dimensional Gaussian, the colour steps one after the other.
    private static double[] Naive(byte[] image, ViewChoice choice, ImageShape shape, Normalization normalization)
    {
        int channels = shape.Channels;
        var view = new double[shape.Height, shape.Width, channels];
        for (int y = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < shape.Width; x++)
            {
                double atY = Math.Clamp(((y + 0.5) * choice.Height / shape.Height) - 0.5, 0, choice.Height - 1);
                double atX = Math.Clamp((((choice.Flip ? shape.Width - 1 - x : x) + 0.5) * choice.Width / shape.Width) - 0.5, 0, choice.Width - 1);
                for (int c = 0; c < channels; c++)
                {
                    double At(int row, int column) => image[((((choice.Y + Math.Min(row, choice.Height - 1)) * shape.Width) + choice.X + Math.Min(column, choice.Width - 1)) * channels) + c] / 255.0;
                    (int row, int column) = ((int)atY, (int)atX);
                    (double dy, double dx) = (atY - row, atX - column);
                    view[y, x, c] = ((1 - dy) * (((1 - dx) * At(row, column)) + (dx * At(row, column + 1)))) + (dy * (((1 - dx) * At(row + 1, column)) + (dx * At(row + 1, column + 1))));
                }
            }
        }

        view = choice.Blur > 0 ? NaiveBlur(view, choice.Blur) : view;
        double[][] pixels = [.. Enumerable.Range(0, shape.Height * shape.Width).Select(p => Enumerable.Range(0, channels).Select(c => view[p / shape.Width, p % shape.Width, c]).ToArray())];
        foreach ((ColorStep step, double amount) in choice.Colors.Concat(choice.Grayscale ? [(ColorStep.Saturation, 0.0)] : Array.Empty<(ColorStep, double)>()))
        {
            double grey = pixels.Average(Luminance);
            pixels = [.. pixels.Select(p => Change(p, step, amount, grey))];
        }

        return [.. pixels.SelectMany(p => p.Select((v, c) => (Math.Clamp(v, 0, 1) - normalization.Mean[c]) / normalization.StandardDeviation[c]))];
    }

    private static double[] Change(double[] p, ColorStep step, double amount, double grey)
    {
        if (step == ColorStep.Hue)
        {
            // Rotation about the grey axis u: p cos + (u x p) sin + u (u p)(1 - cos).
            double cos = Math.Cos(2 * Math.PI * amount), sin = Math.Sin(2 * Math.PI * amount), u = 1 / Math.Sqrt(3), along = u * p.Sum();
            return [.. Enumerable.Range(0, 3).Select(i => (p[i] * cos) + (u * (p[(i + 2) % 3] - p[(i + 1) % 3]) * sin) + (u * along * (1 - cos)))];
        }

        double pull = step switch { ColorStep.Brightness => 0, ColorStep.Contrast => grey, _ => Luminance(p) };
        return [.. p.Select(v => (amount * v) + ((1 - amount) * pull))];
    }

    private static double Luminance(double[] p) => p.Length == 3 ? (0.299 * p[0]) + (0.587 * p[1]) + (0.114 * p[2]) : p.Average();

    private static double[,,] NaiveBlur(double[,,] view, double deviation)
    {
        (int height, int width, int channels) = (view.GetLength(0), view.GetLength(1), view.GetLength(2));
        var result = new double[height, width, channels];
        int radius = (int)Math.Ceiling(3 * deviation);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double total = 0;
                for (int dy = -radius; dy <= radius; dy++)
                {
                    for (int dx = -radius; dx <= radius; dx++)
                    {
                        double weight = Math.Exp(-((dy * dy) + (dx * dx)) / (2 * deviation * deviation));
                        total += weight;
                        for (int c = 0; c < channels; c++)
                        {
                            result[y, x, c] += weight * view[Math.Clamp(y + dy, 0, height - 1), Math.Clamp(x + dx, 0, width - 1), c];
                        }
                    }
                }

                for (int c = 0; c < channels; c++)
                {
                    result[y, x, c] /= total;
                }
            }
        }

        return result;
    }
}
