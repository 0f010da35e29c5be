using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A few directions along which embeddings mostly differ, so that the inner product of two of them can be bounded without reading them.</summary>
/// <remarks>
/// With q the coordinates along orthonormal directions and r the length of what is left, <c>h_i . h_j</c> lies within
/// <c>q_i . q_j +- r_i r_j</c>. The directions are the mean of all rows and those of the largest predicted classes: networks map a
/// class to one region. Any directions give correct bounds, only wider ones.
/// </remarks>
internal sealed class FeatureDirections
{
    private const int MaximumCount = 12;
    private const int BlockSize = 512;

    private FeatureDirections(FloatMatrix coordinates, float[] rests)
    {
        Coordinates = coordinates;
        Rests = rests;
    }

    /// <summary>(N, Q): q.</summary>
    public FloatMatrix Coordinates { get; }

    /// <summary>(N): r, rounded up.</summary>
    public float[] Rests { get; }

    public static FeatureDirections Find(GradientEmbeddings gradients, float relativeError, Parallelism parallelism)
    {
        int rows = gradients.Count;
        FloatMatrix embeddings = gradients.Embeddings;
        float[] directions = Orthonormalize(ComputeMeans(gradients), embeddings.ColumnCount, out int count);
        var basis = new FloatMatrix(directions, count, embeddings.ColumnCount);
        float[] coordinates = new float[rows * Math.Max(count, 1)];
        float[] rests = new float[rows];
        int offset = gradients.Kind == GradientKind.BiasLinear ? 1 : 0;
        Blocks.ForEach(rows, BlockSize, parallelism, (_, first, number) =>
        {
            for (int i = first; i < first + number; i++)
            {
                ReadOnlySpan<float> h = embeddings[i];
                double squaredNorm = gradients.FeatureSquaredNorms[i] - offset;
                double rest = squaredNorm;
                for (int d = 0; d < count; d++)
                {
                    float coordinate = RowDot.Compute(h, basis[d]);
                    coordinates[(i * count) + d] = coordinate;
                    rest -= (double)coordinate * coordinate;
                }
                rests[i] = (float)Math.Sqrt(Math.Max(0, rest) + (relativeError * squaredNorm));
            }
        });
        return new FeatureDirections(new FloatMatrix(coordinates, rows, Math.Max(count, 1)), rests);
    }

    // Sums in double precision, one thread, one pass: the mean first, then the classes from the largest.
    private static double[][] ComputeMeans(GradientEmbeddings gradients)
    {
        int[] sizes = new int[gradients.ClassCount];
        foreach (int c in gradients.Classes)
        {
            sizes[c]++;
        }
        int[] largest = [.. Enumerable.Range(0, sizes.Length).Where(c => sizes[c] > 0).OrderByDescending(c => sizes[c]).ThenBy(c => c).Take(MaximumCount - 1)];
        double[][] sums = [.. Enumerable.Range(0, largest.Length + 1).Select(_ => new double[gradients.Embeddings.ColumnCount])];
        int[] slots = new int[sizes.Length];
        for (int i = 0; i < largest.Length; i++)
        {
            slots[largest[i]] = i + 1;
        }
        for (int i = 0; i < gradients.Count; i++)
        {
            ReadOnlySpan<float> h = gradients.Embeddings[i];
            double[] sum = sums[slots[gradients.Classes[i]]];
            for (int j = 0; j < h.Length; j++)
            {
                sum[j] += h[j];
            }
        }
        // Slot 0 holds the rows of the other classes so far.
        foreach (double[] sum in sums.Skip(1))
        {
            for (int j = 0; j < sum.Length; j++)
            {
                sums[0][j] += sum[j];
            }
        }
        return sums;
    }

    private static float[] Orthonormalize(double[][] vectors, int size, out int count)
    {
        var kept = new List<double[]>();
        foreach (double[] vector in vectors)
        {
            double before = Dot(vector, vector);
            // Twice: once leaves a visible remainder where a vector is almost a combination of the others.
            foreach (double[] other in kept.Concat(kept).ToArray())
            {
                double share = Dot(vector, other);
                for (int j = 0; j < size; j++)
                {
                    vector[j] -= share * other[j];
                }
            }
            double norm = Math.Sqrt(Dot(vector, vector));
            if (norm > 1e-3 * Math.Sqrt(before) && double.IsNormal(norm))
            {
                kept.Add([.. vector.Select(v => v / norm)]);
            }
        }
        count = kept.Count;
        return [.. kept.SelectMany(v => v).Select(v => (float)v)];
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            sum += x[j] * y[j];
        }
        return sum;
    }
}
