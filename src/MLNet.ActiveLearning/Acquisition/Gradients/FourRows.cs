using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Products of four embeddings with two classes' weights at once, so that each number is read from the cache once for several products.</summary>
internal static class FourRows
{
    /// <summary>Rows taken at once.</summary>
    public const int Count = 4;

    private static readonly int Lanes = Vector256<float>.Count;

    /// <summary>Products of the embeddings with the weights of classes c and c + 1.</summary>
    /// <param name="embeddings">(N, D).</param>
    /// <param name="rows">1 to 4 rows.</param>
    /// <param name="weights">Class after class, D numbers each.</param>
    /// <param name="c">The first class.</param>
    /// <param name="dots">Receives two products a row; those of missing rows mean nothing.</param>
    public static void Multiply(FloatMatrix embeddings, ReadOnlySpan<int> rows, float[] weights, int c, Span<float> dots)
    {
        int size = embeddings.ColumnCount;
        ref float g0 = ref weights[c * size];
        ref float g1 = ref weights[(c + 1) * size];
        ref float h0 = ref Row(embeddings, rows[0]);
        ref float h1 = ref Row(embeddings, rows[rows.Length > 1 ? 1 : 0]);
        ref float h2 = ref Row(embeddings, rows[rows.Length > 2 ? 2 : 0]);
        ref float h3 = ref Row(embeddings, rows[rows.Length > 3 ? 3 : 0]);
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        int j = 0;
        for (; j <= size - Lanes; j += Lanes)
        {
            nuint at = (nuint)j;
            var x = Vector256.LoadUnsafe(ref g0, at);
            var y = Vector256.LoadUnsafe(ref g1, at);
            var h = Vector256.LoadUnsafe(ref h0, at);
            s00 = Vector256.FusedMultiplyAdd(h, x, s00);
            s01 = Vector256.FusedMultiplyAdd(h, y, s01);
            h = Vector256.LoadUnsafe(ref h1, at);
            s10 = Vector256.FusedMultiplyAdd(h, x, s10);
            s11 = Vector256.FusedMultiplyAdd(h, y, s11);
            h = Vector256.LoadUnsafe(ref h2, at);
            s20 = Vector256.FusedMultiplyAdd(h, x, s20);
            s21 = Vector256.FusedMultiplyAdd(h, y, s21);
            h = Vector256.LoadUnsafe(ref h3, at);
            s30 = Vector256.FusedMultiplyAdd(h, x, s30);
            s31 = Vector256.FusedMultiplyAdd(h, y, s31);
        }
        dots[0] = Vector256.Sum(s00) + Rest(embeddings[rows[0]], weights, c, j);
        dots[1] = Vector256.Sum(s01) + Rest(embeddings[rows[0]], weights, c + 1, j);
        dots[2] = Vector256.Sum(s10);
        dots[3] = Vector256.Sum(s11);
        dots[4] = Vector256.Sum(s20);
        dots[5] = Vector256.Sum(s21);
        dots[6] = Vector256.Sum(s30);
        dots[7] = Vector256.Sum(s31);
        for (int r = 1; r < rows.Length && j < size; r++)
        {
            dots[2 * r] += Rest(embeddings[rows[r]], weights, c, j);
            dots[(2 * r) + 1] += Rest(embeddings[rows[r]], weights, c + 1, j);
        }
    }

    private static float Rest(ReadOnlySpan<float> h, float[] weights, int c, int from)
    {
        float sum = 0;
        for (int j = from; j < h.Length; j++)
        {
            sum = MathF.FusedMultiplyAdd(h[j], weights[(c * h.Length) + j], sum);
        }
        return sum;
    }

    /// <summary>Adds <c>a_c h</c> of the rows to the sums of classes c and c + 1.</summary>
    /// <param name="embeddings">(N, D).</param>
    /// <param name="residuals">(N, C); a missing class c + 1 has the factor 0.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">1 to 4 rows.</param>
    /// <param name="sum">Class after class, D numbers each.</param>
    /// <param name="c">The first class.</param>
    public static void AddOuterProducts(FloatMatrix embeddings, FloatMatrix residuals, int first, int rows, float[] sum, int c)
    {
        int size = embeddings.ColumnCount;
        int classCount = residuals.ColumnCount;
        Span<float> factors = stackalloc float[2 * Count];
        factors.Clear();
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<float> a = residuals[first + r];
            factors[2 * r] = a[c];
            factors[(2 * r) + 1] = c + 1 < classCount ? a[c + 1] : 0;
        }
        // Common where the moved layer is certain of its rows: softmax then gives exact zeros.
        if (!factors.ContainsAnyExcept(0f))
        {
            return;
        }
        ref float g0 = ref sum[c * size];
        ref float g1 = ref sum[(c + 1) * size];
        ref float h0 = ref Row(embeddings, first);
        ref float h1 = ref Row(embeddings, rows > 1 ? first + 1 : first);
        ref float h2 = ref Row(embeddings, rows > 2 ? first + 2 : first);
        ref float h3 = ref Row(embeddings, rows > 3 ? first + 3 : first);
        var f00 = Vector256.Create(factors[0]);
        var f01 = Vector256.Create(factors[1]);
        var f10 = Vector256.Create(factors[2]);
        var f11 = Vector256.Create(factors[3]);
        var f20 = Vector256.Create(factors[4]);
        var f21 = Vector256.Create(factors[5]);
        var f30 = Vector256.Create(factors[6]);
        var f31 = Vector256.Create(factors[7]);
        int j = 0;
        for (; j <= size - Lanes; j += Lanes)
        {
            nuint at = (nuint)j;
            var x = Vector256.LoadUnsafe(ref g0, at);
            var y = Vector256.LoadUnsafe(ref g1, at);
            var h = Vector256.LoadUnsafe(ref h0, at);
            x = Vector256.FusedMultiplyAdd(h, f00, x);
            y = Vector256.FusedMultiplyAdd(h, f01, y);
            h = Vector256.LoadUnsafe(ref h1, at);
            x = Vector256.FusedMultiplyAdd(h, f10, x);
            y = Vector256.FusedMultiplyAdd(h, f11, y);
            h = Vector256.LoadUnsafe(ref h2, at);
            x = Vector256.FusedMultiplyAdd(h, f20, x);
            y = Vector256.FusedMultiplyAdd(h, f21, y);
            h = Vector256.LoadUnsafe(ref h3, at);
            x = Vector256.FusedMultiplyAdd(h, f30, x);
            y = Vector256.FusedMultiplyAdd(h, f31, y);
            x.StoreUnsafe(ref g0, at);
            y.StoreUnsafe(ref g1, at);
        }
        for (; j < size; j++)
        {
            for (int r = 0; r < rows; r++)
            {
                float value = embeddings[first + r][j];
                sum[(c * size) + j] += factors[2 * r] * value;
                sum[((c + 1) * size) + j] += factors[(2 * r) + 1] * value;
            }
        }
    }

    private static ref float Row(FloatMatrix matrix, int row) => ref MemoryMarshal.GetReference(matrix[row]);
}
