using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Gradients of the cross-entropy with respect to the last linear layer, one a row, kept as their two factors.</summary>
/// <remarks>
/// <para>
/// For probabilities p, a class y (predicted or true) and the layer's input h: <c>a = p - onehot(y)</c> (C numbers) and
/// <c>g = a outer u</c>, with <c>u = [1]</c> for <see cref="GradientKind.Bias"/>, <c>[h]</c> for <see cref="GradientKind.Linear"/> and
/// <c>[h, 1]</c> for <see cref="GradientKind.BiasLinear"/>. The outer product is never built, since
/// </para>
/// <code>
/// &lt;g_i, g_j&gt;     = (a_i . a_j)(u_i . u_j)
/// |g_i|^2        = |a_i|^2 |u_i|^2
/// |g_i - g_j|^2  = |g_i|^2 + |g_j|^2 - 2 &lt;g_i, g_j&gt;
/// cos(g_i, g_j)  = cos(a_i, a_j) cos(u_i, u_j)
/// </code>
/// <para>
/// Memory O(N C) beside the inputs, which are referred to and not copied, instead of O(N C D). Rows of different objects can be
/// compared if their kind and shapes agree, whatever labels their gradients were taken at. Inner products are summed in single
/// precision, in a fixed order, and combined in double precision; equal rows have distance 0 exactly. Immutable and thread-safe.
/// The factors are credited to Zhang et al., "LabelBench", 2023, appendix D.
/// </para>
/// </remarks>
public sealed partial class GradientEmbeddings
{
    private const int BlockSize = 256;

    private readonly float[] residuals;
    private readonly int[] classes;
    private readonly double[] residualSquaredNorms;
    private readonly double[] featureSquaredNorms;

    private GradientEmbeddings(FloatMatrix probabilities, FloatMatrix embeddings, int[] classes, GradientKind kind, Parallelism parallelism)
    {
        int rows = probabilities.RowCount;
        Kind = kind;
        Probabilities = probabilities;
        Embeddings = embeddings;
        this.classes = classes;
        residuals = probabilities.Span.ToArray();
        Residuals = new FloatMatrix(residuals, rows, probabilities.ColumnCount);
        residualSquaredNorms = new double[rows];
        featureSquaredNorms = new double[rows];
        Blocks.ForEach(rows, BlockSize, parallelism, (_, first, count) =>
        {
            for (int i = first; i < first + count; i++)
            {
                residuals[(i * ClassCount) + classes[i]] -= 1;
                residualSquaredNorms[i] = RowDot.Compute(Residuals[i], Residuals[i]);
                featureSquaredNorms[i] = FeatureProduct(i, this, i);
            }
        });
    }

    /// <summary>What the gradients are taken with respect to.</summary>
    public GradientKind Kind { get; }

    /// <summary>Number of gradients N.</summary>
    public int Count => classes.Length;

    /// <summary>Number of classes C.</summary>
    public int ClassCount => Residuals.ColumnCount;

    /// <summary>Numbers in one gradient, if it were built: C, C D or C + C D.</summary>
    public long Width => Kind switch
    {
        GradientKind.Bias => ClassCount,
        GradientKind.Linear => (long)ClassCount * Embeddings.ColumnCount,
        _ => (long)ClassCount * (Embeddings.ColumnCount + 1),
    };

    /// <summary>(N, C): a, the gradients with respect to the logits; each row sums to 0.</summary>
    public FloatMatrix Residuals { get; }

    /// <summary>(N, C): p, as given.</summary>
    public FloatMatrix Probabilities { get; }

    /// <summary>(N, D): h, as given; not used by <see cref="GradientKind.Bias"/>.</summary>
    public FloatMatrix Embeddings { get; }

    /// <summary>(N): the classes that the gradients were taken at.</summary>
    public ReadOnlySpan<int> Classes => classes;

    /// <summary>(N): <c>|a|^2</c>.</summary>
    public ReadOnlySpan<double> ResidualSquaredNorms => residualSquaredNorms;

    /// <summary>(N): <c>|u|^2</c>: 1, <c>|h|^2</c> or <c>|h|^2 + 1</c>.</summary>
    public ReadOnlySpan<double> FeatureSquaredNorms => featureSquaredNorms;

    /// <summary><c>|g|^2</c>, 0 for a certain row. O(1).</summary>
    /// <param name="row">From 0.</param>
    public double SquaredNorm(int row) => residualSquaredNorms[row] * featureSquaredNorms[row];

    /// <summary>Inner product with a gradient of another (or the same) set. O(C + D).</summary>
    /// <param name="row">Of this set, from 0.</param>
    /// <param name="others">A set of the same kind and shape.</param>
    /// <param name="otherRow">Of the other set, from 0.</param>
    public double InnerProduct(int row, GradientEmbeddings others, int otherRow)
    {
        CheckComparable(others);
        return (double)RowDot.Compute(Residuals[row], others.Residuals[otherRow]) * FeatureProduct(row, others, otherRow);
    }

    /// <summary>Squared distance to a gradient of another (or the same) set, 0 or more, exactly 0 for equal rows. O(C + D).</summary>
    /// <param name="row">Of this set, from 0.</param>
    /// <param name="others">A set of the same kind and shape.</param>
    /// <param name="otherRow">Of the other set, from 0.</param>
    public double SquaredDistance(int row, GradientEmbeddings others, int otherRow)
    {
        double product = InnerProduct(row, others, otherRow);
        return Math.Max(0, SquaredNorm(row) + others.SquaredNorm(otherRow) - (2 * product));
    }

    /// <summary>Cosine with a gradient of another (or the same) set, in [-1, 1]; 0 if one of them is 0. O(C + D).</summary>
    /// <param name="row">Of this set, from 0.</param>
    /// <param name="others">A set of the same kind and shape.</param>
    /// <param name="otherRow">Of the other set, from 0.</param>
    public double Cosine(int row, GradientEmbeddings others, int otherRow)
    {
        double product = InnerProduct(row, others, otherRow);
        // Roots of the single factors: their product may underflow where they do not.
        double norms = Math.Sqrt(residualSquaredNorms[row]) * Math.Sqrt(featureSquaredNorms[row])
            * Math.Sqrt(others.residualSquaredNorms[otherRow]) * Math.Sqrt(others.featureSquaredNorms[otherRow]);
        return norms > 0 ? Math.Clamp(product / norms, -1, 1) : 0;
    }

    /// <summary>All cosines between the rows of this set and those of another. O(N M (C + D)).</summary>
    /// <param name="others">M gradients of the same kind and shape; may be this set itself.</param>
    /// <param name="cosines">Receives (N, M), row-major; as <see cref="Cosine"/> gives them.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The sets cannot be compared, or the result has another length.</exception>
    public void ComputeCosines(GradientEmbeddings others, Memory<float> cosines, Parallelism parallelism = default)
    {
        CheckComparable(others);
        Shape.Check(cosines.Length, Math.Max(others.Count, 1), others.Count == 0 ? 0 : Count);
        Blocks.ForEach(Count, blockSize: 16, parallelism, (_, first, count) =>
        {
            Span<float> result = cosines.Span;
            // The other rows outermost: each is then read once for a block of ours, which stays in the cache.
            for (int j = 0; j < others.Count; j++)
            {
                for (int i = first; i < first + count; i++)
                {
                    result[(i * others.Count) + j] = (float)Cosine(i, others, j);
                }
            }
        });
    }

    /// <summary>Writes a gradient out: the biases' part, then the weights' part class after class. O(C D); for few rows only.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="gradient">Receives <see cref="Width"/> numbers.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public void CopyTo(int row, Span<float> gradient)
    {
        Shape.Check(gradient.Length, checked((int)Width), 1);
        ReadOnlySpan<float> a = Residuals[row];
        int next = 0;
        if (Kind != GradientKind.Linear)
        {
            a.CopyTo(gradient);
            next = a.Length;
        }
        if (Kind == GradientKind.Bias)
        {
            return;
        }
        ReadOnlySpan<float> h = Embeddings[row];
        foreach (float factor in a)
        {
            foreach (float value in h)
            {
                gradient[next++] = factor * value;
            }
        }
    }

    /// <summary>The sum of all gradients, in the order of <see cref="CopyTo"/>, added up in double precision. O(N C D) time, O(C D) memory.</summary>
    public double[] ComputeSum()
    {
        double[] sum = new double[Width];
        for (int i = 0; i < Count; i++)
        {
            AddTo(i, 1, sum);
        }
        return sum;
    }

    /// <summary>Adds a multiple of a gradient, in the order of <see cref="CopyTo"/>. O(C D).</summary>
    internal void AddTo(int row, double multiple, Span<double> sum)
    {
        int offset = Kind == GradientKind.Linear ? 0 : ClassCount;
        ReadOnlySpan<float> a = Residuals[row];
        ReadOnlySpan<float> h = FeatureOf(row);
        for (int c = 0; c < a.Length; c++)
        {
            double factor = multiple * a[c];
            if (offset > 0)
            {
                sum[c] += factor;
            }
            Span<double> target = sum.Slice(offset + (c * h.Length), h.Length);
            for (int j = 0; j < target.Length; j++)
            {
                target[j] += factor * h[j];
            }
        }
    }

    /// <summary><c>u_i . u_j</c>.</summary>
    internal double FeatureProduct(int row, GradientEmbeddings others, int otherRow) => FeatureProduct(row, others.FeatureOf(otherRow));

    /// <summary><c>u_i . u</c> with another row's <see cref="FeatureOf"/>.</summary>
    internal double FeatureProduct(int row, ReadOnlySpan<float> feature) => Kind switch
    {
        GradientKind.Bias => 1,
        GradientKind.Linear => RowDot.Compute(Embeddings[row], feature),
        _ => (double)RowDot.Compute(Embeddings[row], feature) + 1,
    };

    /// <summary>A row's embedding, or nothing if only biases count.</summary>
    internal ReadOnlySpan<float> FeatureOf(int row) => Kind == GradientKind.Bias ? [] : Embeddings[row];

    /// <summary>Refuses a set whose gradients live in another space.</summary>
    internal void CheckComparable(GradientEmbeddings others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (others.Kind != Kind || others.ClassCount != ClassCount || (Kind != GradientKind.Bias && others.Embeddings.ColumnCount != Embeddings.ColumnCount))
        {
            throw new ArgumentException(
                $"Gradients of kind {others.Kind} with {others.ClassCount} classes and {others.Embeddings.ColumnCount} embedding numbers cannot be compared with those of kind {Kind} "
                + $"with {ClassCount} classes and {Embeddings.ColumnCount} embedding numbers. Take both from the same model and with the same kind.",
                nameof(others));
        }
    }
}
