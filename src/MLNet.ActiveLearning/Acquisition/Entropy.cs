using System.Buffers;
using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Entropy utility: how evenly a sample's probability is spread over the classes.</summary>
/// <remarks>
/// <c>utility = -sum_c p_c ln p_c</c> with <c>0 ln 0 = 0</c>, in nats, in [0, ln C]; higher means more worth labelling. Divided by
/// <c>ln C</c> on request, which keeps the order and makes data sets comparable. Pure, thread-safe, O(N C). Shannon 1948; Settles,
/// "Active Learning Literature Survey", 2009, section 3.1.
/// </remarks>
public static class Entropy
{
    /// <summary>Computes the utility of each sample.</summary>
    /// <param name="probabilities">(N, C), row-major; each row sums to 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <param name="normalized">Divide by <c>ln C</c>, so that utilities lie in [0, 1]; with one class they stay 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities, bool normalized = false)
    {
        Shape.Check(probabilities.Length, classCount, utilities.Length);
        float scale = normalized && classCount > 1 ? 1f / MathF.Log(classCount) : 1f;
        const int blockSize = 2048;
        // Shorter spans take another path through TensorPrimitives, whose last bit may differ: a row's utility would depend on its chunk.
        const int widestVector = 16;
        int rowsInBlock = Math.Max(1, blockSize / classCount);
        float[] rented = ArrayPool<float>.Shared.Rent(Math.Max(widestVector, rowsInBlock * classCount));
        try
        {
            for (int n = 0; n < utilities.Length; n += rowsInBlock)
            {
                int rows = Math.Min(rowsInBlock, utilities.Length - n);
                var p = probabilities.Slice(n * classCount, rows * classCount);
                var logarithms = rented.AsSpan(0, p.Length);
                // ln(max(p, smallest normal)): finite where p = 0, so that the product there is exactly 0.
                TensorPrimitives.Max(p, 1.17549435e-38f, logarithms);
                var padded = rented.AsSpan(0, Math.Max(widestVector, p.Length));
                padded[p.Length..].Fill(1f);
                TensorPrimitives.Log(padded, padded);
                for (int i = 0; i < rows; i++)
                {
                    float sum = TensorPrimitives.Dot(p.Slice(i * classCount, classCount), logarithms.Slice(i * classCount, classCount));
                    utilities[n + i] = Math.Max(0f, -sum) * scale;
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
