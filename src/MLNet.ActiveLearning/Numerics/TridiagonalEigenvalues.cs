namespace MLNet.ActiveLearning.Numerics;

/// <summary>Eigenvalues of a symmetric tridiagonal matrix, by the QL method with implicit shifts; O(n^2).</summary>
internal static class TridiagonalEigenvalues
{
    private const int MostSweeps = 60;

    /// <summary>Computes all eigenvalues.</summary>
    /// <param name="diagonal">n numbers.</param>
    /// <param name="offDiagonal">Element i stands between rows i and i + 1; the last one is not used.</param>
    /// <returns>In rising order.</returns>
    public static double[] Compute(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        double[] d = diagonal.ToArray(), e = offDiagonal.ToArray();
        int n = d.Length;
        e[n - 1] = 0;
        for (int low = 0; low < n; low++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int high = FindEnd(d, e, low);
                if (high == low)
                {
                    break;
                }
                if (sweep == MostSweeps)
                {
                    throw new InvalidOperationException($"Bug in MLNet.ActiveLearning: eigenvalue {low} of {n} was not found in {MostSweeps} sweeps.");
                }
                Sweep(d, e, low, high);
            }
        }
        Array.Sort(d);
        return d;
    }

    // The block that begins at a row ends where an element beside the diagonal drowns in rounding.
    private static int FindEnd(double[] d, double[] e, int low)
    {
        int high = low;
        while (high < d.Length - 1 && Math.Abs(e[high]) > double.Epsilon && Math.Abs(e[high]) > MachineEpsilon * (Math.Abs(d[high]) + Math.Abs(d[high + 1])))
        {
            high++;
        }
        return high;
    }

    private const double MachineEpsilon = 1.0 / (1L << 53);

    // One QL step from the block's end to its start: the shift is the eigenvalue of the first two rows that is nearer to the first one.
    private static void Sweep(double[] d, double[] e, int low, int high)
    {
        double half = (d[low + 1] - d[low]) / (2 * e[low]), root = Length(half, 1);
        double g = d[high] - d[low] + (e[low] / (half + Math.CopySign(root, half)));
        double sine = 1, cosine = 1, shift = 0;
        for (int i = high - 1; i >= low; i--)
        {
            double f = sine * e[i], b = cosine * e[i], r = Length(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                // The block falls apart here.
                d[i + 1] -= shift;
                e[high] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - shift;
            double t = ((d[i] - g) * sine) + (2 * cosine * b);
            shift = sine * t;
            d[i + 1] = g + shift;
            g = (cosine * t) - b;
        }
        d[low] -= shift;
        e[low] = g;
        e[high] = 0;
    }

    // sqrt(x^2 + y^2); scaled only where the squares would leave the range.
    private static double Length(double x, double y)
    {
        double sum = (x * x) + (y * y);
        return sum is > 1e-280 and < 1e280 ? Math.Sqrt(sum) : double.Hypot(x, y);
    }
}
