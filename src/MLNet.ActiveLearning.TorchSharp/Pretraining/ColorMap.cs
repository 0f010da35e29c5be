namespace MLNet.ActiveLearning.Pretraining;

/// <summary>The steps of a colour jitter as one linear map: <c>y = clamp(M x + t)</c> on colours in [0, 1].</summary>
/// <remarks>
/// With the luminance <c>l = 0.299 r + 0.587 g + 0.114 b</c>: brightness <c>y = b x</c>; contrast <c>y = c x + (1 - c) mean(l)</c> over the view;
/// saturation <c>y = s x + (1 - s) l</c>; hue a rotation about the grey axis; grey <c>y = l</c>. Each is linear, so their product is computed once a view.
/// </remarks>
internal readonly struct ColorMap
{
    private static readonly double[] Luminance = [0.299, 0.587, 0.114];
    private readonly double[,] matrix;
    private readonly double[] offset;

    private ColorMap(double[,] matrix, double[] offset)
    {
        this.matrix = matrix;
        this.offset = offset;
    }

    /// <summary>Weight of an input channel in an output channel.</summary>
    public double this[int output, int input] => matrix[output, input];

    /// <summary>What is added to an output channel.</summary>
    public double GetOffset(int output) => offset[output];

    /// <param name="choice">The steps.</param>
    /// <param name="mean">Mean of each of the three channels over the view, in [0, 1].</param>
    public static ColorMap Create(ViewChoice choice, double[] mean)
    {
        var map = new ColorMap(Diagonal(1), [0, 0, 0]);
        foreach ((ColorStep step, double amount) in choice.Colors)
        {
            map = step switch
            {
                ColorStep.Brightness => map.Then(Diagonal(amount), 0),
                ColorStep.Contrast => map.Then(Diagonal(amount), (1 - amount) * map.MeanLuminance(mean)),
                ColorStep.Saturation => map.Then(TowardsGrey(amount), 0),
                _ => map.Then(Rotation(2 * Math.PI * amount), 0),
            };
        }

        return choice.Grayscale ? map.Then(TowardsGrey(0), 0) : map;
    }

    /// <summary>The map of an image without colours: brightness and contrast.</summary>
    /// <returns><c>y = Scale x + Offset</c>.</returns>
    public static (double Scale, double Offset) CreateGrey(ViewChoice choice, double mean)
    {
        (double scale, double offset) = (1, 0);
        foreach ((ColorStep step, double amount) in choice.Colors)
        {
            double center = step == ColorStep.Contrast ? (1 - amount) * ((scale * mean) + offset) : 0;
            (scale, offset) = (scale * amount, (offset * amount) + center);
        }

        return (scale, offset);
    }

    private ColorMap Then(double[,] next, double added)
    {
        var product = new double[3, 3];
        var moved = new double[3];
        for (int i = 0; i < 3; i++)
        {
            moved[i] = added;
            for (int k = 0; k < 3; k++)
            {
                moved[i] += next[i, k] * offset[k];
                for (int j = 0; j < 3; j++)
                {
                    product[i, j] += next[i, k] * matrix[k, j];
                }
            }
        }

        return new ColorMap(product, moved);
    }

    private double MeanLuminance(double[] mean)
    {
        double sum = 0;
        for (int i = 0; i < 3; i++)
        {
            sum += Luminance[i] * (offset[i] + (matrix[i, 0] * mean[0]) + (matrix[i, 1] * mean[1]) + (matrix[i, 2] * mean[2]));
        }

        return sum;
    }

    private static double[,] Diagonal(double value) => new[,] { { value, 0, 0 }, { 0, value, 0 }, { 0, 0, value } };

    private static double[,] TowardsGrey(double saturation)
    {
        double[,] map = Diagonal(saturation);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                map[i, j] += (1 - saturation) * Luminance[j];
            }
        }

        return map;
    }

    // Rodrigues' formula about (1, 1, 1).
    private static double[,] Rotation(double angle)
    {
        double cos = Math.Cos(angle), even = (1 - cos) / 3, odd = Math.Sin(angle) / Math.Sqrt(3);
        return new[,]
        {
            { cos + even, even - odd, even + odd },
            { even + odd, cos + even, even - odd },
            { even - odd, even + odd, cos + even },
        };
    }
}
