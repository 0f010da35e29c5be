using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A narrow matrix stored for products of all its rows with one vector.</summary>
/// <remarks>
/// Rows lie together in strips of 32, column after column within a strip, so that one instruction works on eight rows and even a
/// matrix of three columns uses whole registers. A product is the chain <c>fma(x_c, y_c, ...)</c> over the columns: symmetric, and
/// therefore equal bit for bit to a row's squared norm if the vector is equal to the row.
/// </remarks>
internal sealed class StripMatrix
{
    /// <summary>Rows of a strip; blocks of work should begin at multiples of it.</summary>
    public const int RowsPerStrip = 32;

    private static readonly int Lanes = Vector256<float>.Count;

    private readonly float[] values;

    /// <summary>Copies a matrix.</summary>
    public StripMatrix(FloatMatrix matrix, Parallelism parallelism)
    {
        RowCount = matrix.RowCount;
        ColumnCount = matrix.ColumnCount;
        values = new float[Blocks.Count(RowCount, RowsPerStrip) * RowsPerStrip * ColumnCount];
        Blocks.ForEach(RowCount, blockSize: 16 * RowsPerStrip, parallelism, (_, first, count) =>
        {
            for (int i = first; i < first + count; i++)
            {
                ReadOnlySpan<float> row = matrix[i];
                Span<float> strip = values.AsSpan(Start(i / RowsPerStrip), RowsPerStrip * ColumnCount);
                for (int c = 0; c < row.Length; c++)
                {
                    strip[(c * RowsPerStrip) + (i % RowsPerStrip)] = row[c];
                }
            }
        });
    }

    public int RowCount { get; }

    public int ColumnCount { get; }

    /// <summary>Products of consecutive rows with a vector.</summary>
    /// <param name="first">The first row, a multiple of <see cref="RowsPerStrip"/>.</param>
    /// <param name="vector">As many numbers as there are columns.</param>
    /// <param name="products">Receives the products; its length is rounded up to whole strips.</param>
    public void Multiply(int first, ReadOnlySpan<float> vector, Span<float> products)
    {
        ref float target = ref MemoryMarshal.GetReference(products);
        int strip = first / RowsPerStrip;
        for (int r = 0; r < products.Length; r += RowsPerStrip, strip++)
        {
            ref float column = ref values[Start(strip)];
            var sum0 = Vector256<float>.Zero;
            var sum1 = Vector256<float>.Zero;
            var sum2 = Vector256<float>.Zero;
            var sum3 = Vector256<float>.Zero;
            nuint at = 0;
            foreach (float value in vector)
            {
                var factor = Vector256.Create(value);
                sum0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref column, at), factor, sum0);
                sum1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref column, at + (nuint)Lanes), factor, sum1);
                sum2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref column, at + (nuint)(2 * Lanes)), factor, sum2);
                sum3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref column, at + (nuint)(3 * Lanes)), factor, sum3);
                at += RowsPerStrip;
            }
            sum0.StoreUnsafe(ref target, (nuint)r);
            sum1.StoreUnsafe(ref target, (nuint)(r + Lanes));
            sum2.StoreUnsafe(ref target, (nuint)(r + (2 * Lanes)));
            sum3.StoreUnsafe(ref target, (nuint)(r + (3 * Lanes)));
        }
    }

    /// <summary>The squared norm of each row, by the same chain as the products.</summary>
    public float[] ComputeSquaredNorms()
    {
        float[] norms = new float[RowCount];
        for (int i = 0; i < norms.Length; i++)
        {
            int start = Start(i / RowsPerStrip) + (i % RowsPerStrip);
            float sum = 0;
            for (int c = 0; c < ColumnCount; c++)
            {
                float value = values[start + (c * RowsPerStrip)];
                sum = MathF.FusedMultiplyAdd(value, value, sum);
            }
            norms[i] = sum;
        }
        return norms;
    }

    private int Start(int strip) => strip * RowsPerStrip * ColumnCount;
}
