using System.Globalization;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>The product of a matrix with a transposed one, against one inner product after another.</summary>
internal static class GemmBenchmark
{
    public static void Run(int size)
    {
        FloatMatrix a = Draw(size, 1), b = Draw(size, 2);
        float[] result = new float[size * size];
        double operations = 2.0 * size * size * size;
        // The plain loop gets a part of the rows, so that it does not take minutes.
        int rows = Math.Max(1, size / 32);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"operations: {operations / 1e9:F1} G; the plain loop computes {rows} of {size} rows, {operations / 1e9 * rows / size:F2} G"));
        SideBySide.Print(
            $"C = A B', {size} x {size} x {size}, single precision",
            3,
            ("packed tiles, 2 threads", () => MatrixProduct.MultiplyTransposed(a, b, result, new Parallelism(2))),
            ("packed tiles, 1 thread", () => MatrixProduct.MultiplyTransposed(a, b, result, new Parallelism(1))),
            ("packed tiles, 2 threads, largest of each row kept", () =>
            {
                float[] largest = new float[size];
                MatrixProduct.ForEachTile(
                    a,
                    b,
                    tile =>
                    {
                        for (int r = 0; r < tile.RowCount; r++)
                        {
                            largest[tile.FirstRow + r] = Math.Max(largest[tile.FirstRow + r], TensorPrimitives.Max<float>(tile[r]));
                        }
                    },
                    new Parallelism(2));
            }),
            ($"inner products, 1 thread, {rows} rows", () =>
            {
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < size; j++)
                    {
                        result[(i * size) + j] = TensorPrimitives.Dot(a[i], b[j]);
                    }
                }
            }));
    }

    private static FloatMatrix Draw(int size, ulong seed)
    {
        float[] values = new float[size * size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (SeededRandom.Hash(seed, (ulong)i) >> 40) * (1f / (1 << 24));
        }
        return new FloatMatrix(values, size, size);
    }
}
