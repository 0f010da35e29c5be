using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Similarities of single pairs of rows in double precision, from the rows as they were given: O(d) each.</summary>
/// <remarks>
/// For what Single loses: determinants of kernels of low rank, cosines near 1, distances that are small beside the norms. Copies of a row
/// have cosine and Euclidean similarity 1 exactly; symmetric, bit for bit. Refers to the rows and adds 8 bytes a row.
/// </remarks>
internal sealed class DoubleSimilarities
{
    private const int BlockSize = 256;

    private readonly SimilarityMetric metric;
    private readonly FloatMatrix left;
    private readonly FloatMatrix right;

    // Squared lengths, for cosines; else empty.
    private readonly double[] leftSquares;
    private readonly double[] rightSquares;

    // What a constant number at the end of each row adds to an inner product.
    private readonly double constant;

    // Gradients: the cosines of their second factor, which multiply ours.
    private readonly DoubleSimilarities? factor;

    private DoubleSimilarities(FloatMatrix a, FloatMatrix b, SimilarityMetric metric, double constant, DoubleSimilarities? factor, Parallelism parallelism)
    {
        this.metric = metric;
        this.constant = constant;
        this.factor = factor;
        (left, right) = (a, b);
        bool isCosine = metric is SimilarityMetric.Cosine or SimilarityMetric.Cosine01;
        leftSquares = isCosine ? SquaresOf(a, parallelism) : [];
        rightSquares = !isCosine || (a.RowCount == b.RowCount && a.Values.Equals(b.Values)) ? leftSquares : SquaresOf(b, parallelism);
    }

    public static DoubleSimilarities Create(FloatMatrix a, FloatMatrix b, SimilarityMetric metric, Parallelism parallelism) =>
        new(a, b, metric, 0, null, parallelism);

    public static DoubleSimilarities Create(GradientEmbeddings a, GradientEmbeddings b, SimilarityMetric metric, Parallelism parallelism)
    {
        DoubleSimilarities? features = a.Kind == GradientKind.Bias
            ? null
            : new(a.Embeddings, b.Embeddings, SimilarityMetric.Cosine, a.Kind == GradientKind.Linear ? 0 : 1, null, parallelism);
        return new(a.Residuals, b.Residuals, metric, 0, features, parallelism);
    }

    /// <summary>The similarity of a row with a column.</summary>
    public double Compute(int row, int column) => metric switch
    {
        SimilarityMetric.Dot => Dot(left[row], right[column]),
        SimilarityMetric.Euclidean => Math.Exp(-Math.Sqrt(SquaredDistance(left[row], right[column])) / left.ColumnCount),
        SimilarityMetric.Cosine => Cosine(row, column),
        _ => (1 + Cosine(row, column)) / 2,
    };

    /// <summary>Computes the similarities of a row with consecutive columns on this thread.</summary>
    public void ComputeRow(int row, int firstColumn, Span<double> similarities)
    {
        for (int j = 0; j < similarities.Length; j++)
        {
            similarities[j] = Compute(row, firstColumn + j);
        }
    }

    private double Cosine(int row, int column)
    {
        // One root of the product: that of a square is the number itself, so copies have cosine 1 exactly.
        double lengths = Math.Sqrt(leftSquares[row] * rightSquares[column]);
        double cosine = lengths > 0 ? Math.Clamp((Dot(left[row], right[column]) + constant) / lengths, -1, 1) : 0;
        return factor is null ? cosine : cosine * factor.Cosine(row, column);
    }

    private double[] SquaresOf(FloatMatrix rows, Parallelism parallelism)
    {
        double[] squares = new double[rows.RowCount];
        Blocks.ForEach(rows.RowCount, BlockSize, parallelism, (_, first, count) =>
        {
            for (int i = first; i < first + count; i++)
            {
                squares[i] = Dot(rows[i], rows[i]) + constant;
            }
        });
        return squares;
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref float left = ref MemoryMarshal.GetReference(x);
        ref float right = ref MemoryMarshal.GetReference(y);
        (Vector256<double> lower, Vector256<double> upper) = (Vector256<double>.Zero, Vector256<double>.Zero);
        int j = 0;
        for (; j <= x.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            // Products of two Singles are exact in double.
            (Vector256<double> lowerLeft, Vector256<double> upperLeft) = Vector256.Widen(Vector256.LoadUnsafe(ref left, (nuint)j));
            (Vector256<double> lowerRight, Vector256<double> upperRight) = Vector256.Widen(Vector256.LoadUnsafe(ref right, (nuint)j));
            lower += lowerLeft * lowerRight;
            upper += upperLeft * upperRight;
        }
        double rest = 0;
        for (; j < x.Length; j++)
        {
            rest += (double)x[j] * y[j];
        }
        return Vector256.Sum(lower + upper) + rest;
    }

    private static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double difference = (double)x[k] - y[k];
            sum += difference * difference;
        }
        return sum;
    }
}
