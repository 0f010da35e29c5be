namespace MLNet.ActiveLearning.Evaluation;

/// <summary>An error that falls towards a floor: <c>a + b (n / n0)^(-c)</c>.</summary>
/// <param name="Floor">a, at least 0.</param>
/// <param name="Scale">b, at least 0.</param>
/// <param name="Exponent">c.</param>
/// <param name="Unit">n0, which keeps the powers near 1.</param>
internal sealed record PowerLaw(double Floor, double Scale, double Exponent, double Unit)
{
    private const double LeastExponent = 0.05;
    private const double MostExponent = 3;
    private const int GridSteps = 24;
    private const int Refinements = 24;

    /// <summary>The curve of least squared error. For a given c the rest is linear, so only c is searched: on a grid, then by golden sections.</summary>
    public static PowerLaw Fit((double Labels, double Error)[] points)
    {
        double unit = Math.Exp(points.Average(p => Math.Log(p.Labels)));
        double step = Math.Log(MostExponent / LeastExponent) / GridSteps;
        double ExponentAt(double place) => LeastExponent * Math.Exp(place * step);
        (PowerLaw Law, double Squares) FitAt(double place) => FitLinear(points, unit, ExponentAt(place));

        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= GridSteps; i++)
        {
            double squares = FitAt(i).Squares;
            (best, least) = squares < least ? (i, squares) : (best, least);
        }
        double low = Math.Max(0, best - 1), high = Math.Min(GridSteps, best + 1);
        double golden = (Math.Sqrt(5) - 1) / 2;
        for (int i = 0; i < Refinements; i++)
        {
            double left = high - (golden * (high - low)), right = low + (golden * (high - low));
            (low, high) = FitAt(left).Squares <= FitAt(right).Squares ? (low, right) : (left, high);
        }
        return FitAt((low + high) / 2).Law;
    }

    public double ErrorAt(double labels) => Floor + (Scale * Math.Pow(labels / Unit, -Exponent));

    /// <summary>Labels at which the error has fallen so far; infinite if it never does.</summary>
    public double LabelsAt(double error) =>
        error > Floor && Scale > 0 ? Math.Max(1, Unit * Math.Pow((error - Floor) / Scale, -1 / Exponent))
        : error >= Floor && Scale == 0 ? 1
        : double.PositiveInfinity;

    private static (PowerLaw Law, double Squares) FitLinear((double Labels, double Error)[] points, double unit, double exponent)
    {
        int count = points.Length;
        double sumX = 0, sumXX = 0, sumY = 0, sumXY = 0;
        foreach ((double labels, double error) in points)
        {
            double x = Math.Pow(labels / unit, -exponent);
            sumX += x;
            sumXX += x * x;
            sumY += error;
            sumXY += x * error;
        }
        double determinant = (count * sumXX) - (sumX * sumX);
        double scale = determinant > 0 ? ((count * sumXY) - (sumX * sumY)) / determinant : 0;
        double floor = (sumY - (scale * sumX)) / count;
        // The least squares under a bound that the free solution violates lie on that bound.
        if (scale < 0)
        {
            (floor, scale) = (Math.Max(0, sumY / count), 0);
        }
        else if (floor < 0)
        {
            (floor, scale) = (0, Math.Max(0, sumXY / sumXX));
        }
        var law = new PowerLaw(floor, scale, exponent, unit);
        return (law, points.Sum(p => Math.Pow(p.Error - law.ErrorAt(p.Labels), 2)));
    }
}
