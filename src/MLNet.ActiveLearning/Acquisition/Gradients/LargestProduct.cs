using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Finds, again and again, the gradient with the largest product with a direction that changes little from one time to the next.</summary>
/// <remarks>
/// <para>
/// All products are computed with a reference direction R. With a later direction G, <c>|g_i . G - g_i . R| &lt;= |g_i| |G - R|</c>, so only rows
/// whose bound reaches the best product seen are computed anew; when there are many, G becomes the reference. The row found, and its product, are
/// those that computing all would give.
/// </para>
/// <para>Time O(N + C D + m C D) with m rows computed anew, O(N C D) when the reference changes; memory O(N + C D).</para>
/// </remarks>
internal sealed class LargestProduct
{
    // More than this share of the rows are computed faster together, on all threads.
    private const int MostShare = 16;

    // Unit roundoff of Single, and the lanes over which a product's sum is spread.
    private const double Roundoff = 6e-8;
    private const int Lanes = 8;

    private readonly GradientEmbeddings gradients;
    private readonly Parallelism parallelism;
    private readonly LayerGradient reference;
    private readonly LayerGradient zero;
    private readonly double[] products;
    private readonly double[] norms;
    private readonly int[] contenders;
    private readonly double[] contended;
    private readonly double rounding;
    private bool hasReference;

    public LargestProduct(GradientEmbeddings gradients, Parallelism parallelism)
    {
        this.gradients = gradients;
        this.parallelism = parallelism;
        reference = new LayerGradient(gradients);
        zero = new LayerGradient(gradients);
        products = new double[gradients.Count];
        norms = new double[gradients.Count];
        contenders = new int[Blocks.Count(gradients.Count, MostShare)];
        contended = new double[contenders.Length];
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = Math.Sqrt(gradients.SquaredNorm(i));
        }
        rounding = Roundoff * ((gradients.Embeddings.ColumnCount / Lanes) + Lanes + gradients.ClassCount);
    }

    /// <summary>The row that is not left out with the largest product, the lowest on a tie.</summary>
    /// <param name="direction">G.</param>
    /// <param name="leftOut">For each row, whether it cannot be found; at least one can.</param>
    public Pick Find(LayerGradient direction, bool[] leftOut)
    {
        if (hasReference)
        {
            double distance = direction.DistanceTo(reference);
            if (distance == 0)
            {
                return FindLargest(leftOut);
            }
            double slack = distance + (rounding * (direction.DistanceTo(zero) + reference.DistanceTo(zero)));
            if (FindAround(direction, slack, leftOut) is { } found)
            {
                return found;
            }
        }
        direction.Multiply(gradients, products, parallelism);
        reference.CopyFrom(direction);
        hasReference = true;
        return FindLargest(leftOut);
    }

    // Null if too many rows would have to be computed.
    private Pick? FindAround(LayerGradient direction, double slack, bool[] leftOut)
    {
        int first = FindLargest(leftOut).Index;
        Span<double> value = stackalloc double[1];
        direction.Multiply(gradients, [first], value);
        double least = value[0];
        int count = 0;
        for (int i = 0; i < products.Length; i++)
        {
            if (!leftOut[i] && products[i] + (norms[i] * slack) >= least)
            {
                if (count == contenders.Length)
                {
                    return null;
                }
                contenders[count++] = i;
            }
        }
        if (count == 0)
        {
            return null;
        }
        direction.Multiply(gradients, contenders.AsSpan(0, count), contended);
        int best = 0;
        for (int i = 1; i < count; i++)
        {
            best = contended[i] > contended[best] ? i : best;
        }
        return new Pick(contenders[best], contended[best]);
    }

    private Pick FindLargest(bool[] leftOut)
    {
        int best = -1;
        for (int i = 0; i < products.Length; i++)
        {
            if (!leftOut[i] && (best < 0 || products[i] > products[best]))
            {
                best = i;
            }
        }
        return new Pick(best, products[best]);
    }
}
