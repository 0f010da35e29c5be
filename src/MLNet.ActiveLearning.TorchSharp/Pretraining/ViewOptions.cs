using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>How two views of an image are made that a network must find alike.</summary>
/// <remarks>
/// A random crop resized to the image's size (bilinear), a flip, a blur, colour jitter in random order, and grey, as in BYOL (Grill et al., NeurIPS 2020,
/// appendix B), with the numbers of its first view but for the smallest crop and the blur, which suit images of 32x32 pixels here. Both views are drawn alike.
/// Colours are changed by one linear map for each view and clamped once at its end; hue is turned about the grey axis. Images that have not
/// three channels get brightness and contrast only.
/// </remarks>
public sealed record ViewOptions
{
    private const int Attempts = 10;

    /// <summary>Smallest part of the image's area that a crop may have; the largest is all of it.</summary>
    /// <value>Default 0.2; greater than 0, at most 1. BYOL has 0.08, for photographs of 224x224 pixels.</value>
    public double MinimumArea { get; init; } = 0.2;

    /// <summary>Largest ratio of a crop's sides.</summary>
    /// <value>Default 4/3; at least 1.</value>
    public double MaximumAspectRatio { get; init; } = 4.0 / 3;

    /// <summary>Probability of a horizontal flip.</summary>
    /// <value>Default 0.5; in [0, 1].</value>
    public double FlipProbability { get; init; } = 0.5;

    /// <summary>Probability that colours are changed.</summary>
    /// <value>Default 0.8; in [0, 1].</value>
    public double JitterProbability { get; init; } = 0.8;

    /// <summary>Brightness is multiplied by a number from 1 - b to 1 + b.</summary>
    /// <value>Default 0.4; in [0, 1].</value>
    public double Brightness { get; init; } = 0.4;

    /// <summary>Contrast is multiplied by a number from 1 - c to 1 + c.</summary>
    /// <value>Default 0.4; in [0, 1].</value>
    public double Contrast { get; init; } = 0.4;

    /// <summary>Saturation is multiplied by a number from 1 - s to 1 + s.</summary>
    /// <value>Default 0.2; in [0, 1].</value>
    public double Saturation { get; init; } = 0.2;

    /// <summary>Hue is turned by up to this part of the circle, either way.</summary>
    /// <value>Default 0.1; in [0, 0.5].</value>
    public double Hue { get; init; } = 0.1;

    /// <summary>Probability that colours are taken away.</summary>
    /// <value>Default 0.2; in [0, 1].</value>
    public double GrayscaleProbability { get; init; } = 0.2;

    /// <summary>Probability of a Gaussian blur, of a standard deviation from 0.1 to 2 pixels.</summary>
    /// <value>Default 0, for small images; in [0, 1].</value>
    public double BlurProbability { get; init; }

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    public IReadOnlyList<string> FindProblems() =>
    [
        .. Check(nameof(MinimumArea), MinimumArea, double.Epsilon, 1),
        .. Check(nameof(MaximumAspectRatio), MaximumAspectRatio, 1, 100),
        .. Check(nameof(FlipProbability), FlipProbability, 0, 1),
        .. Check(nameof(JitterProbability), JitterProbability, 0, 1),
        .. Check(nameof(Brightness), Brightness, 0, 1),
        .. Check(nameof(Contrast), Contrast, 0, 1),
        .. Check(nameof(Saturation), Saturation, 0, 1),
        .. Check(nameof(Hue), Hue, 0, 0.5),
        .. Check(nameof(GrayscaleProbability), GrayscaleProbability, 0, 1),
        .. Check(nameof(BlurProbability), BlurProbability, 0, 1),
    ];

    internal ViewChoice Choose(SeededRandom random, ImageShape shape)
    {
        (int y, int x, int height, int width) = ChooseCrop(random, shape);
        bool flip = random.NextDouble() < FlipProbability;
        double blur = random.NextDouble() < BlurProbability ? Between(random, 0.1, 2) : 0;
        bool isColor = shape.Channels == 3;
        List<(ColorStep, double)> colors = [];
        if (random.NextDouble() < JitterProbability)
        {
            colors.Add((ColorStep.Brightness, Between(random, 1 - Brightness, 1 + Brightness)));
            colors.Add((ColorStep.Contrast, Between(random, 1 - Contrast, 1 + Contrast)));
            if (isColor)
            {
                colors.Add((ColorStep.Saturation, Between(random, 1 - Saturation, 1 + Saturation)));
                colors.Add((ColorStep.Hue, Between(random, -Hue, Hue)));
            }

            (ColorStep, double)[] order = [.. colors];
            random.Shuffle(order.AsSpan());
            colors = [.. order];
        }

        return new ViewChoice(y, x, height, width, flip, blur, colors, isColor && random.NextDouble() < GrayscaleProbability);
    }

    // Area uniform, ratio of the sides uniform on a logarithmic scale; a crop that does not fit is drawn again, a few times.
    private (int Y, int X, int Height, int Width) ChooseCrop(SeededRandom random, ImageShape shape)
    {
        double limit = Math.Log(MaximumAspectRatio);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double area = Between(random, MinimumArea, 1) * shape.Height * shape.Width;
            double ratio = Math.Exp(Between(random, -limit, limit));
            int width = (int)Math.Round(Math.Sqrt(area * ratio));
            int height = (int)Math.Round(Math.Sqrt(area / ratio));
            if (width >= 1 && height >= 1 && width <= shape.Width && height <= shape.Height)
            {
                return (random.NextInt32(shape.Height - height + 1), random.NextInt32(shape.Width - width + 1), height, width);
            }
        }

        return (0, 0, shape.Height, shape.Width);
    }

    private static double Between(SeededRandom random, double low, double high) => low + ((high - low) * random.NextDouble());

    private static IEnumerable<string> Check(string name, double value, double minimum, double maximum) =>
        value >= minimum && value <= maximum ? [] : [FormattableString.Invariant($"Views.{name} is {value}; give a number from {(minimum == double.Epsilon ? "above 0" : minimum)} to {maximum}.")];
}
