using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Rows for the benchmarks on sets: clusters, as embeddings of a trained network have them.</summary>
internal static class SubmodularInputs
{
    /// <summary>About normal noise around random centres, cut off at 0 like the output of a ReLU.</summary>
    public static FloatMatrix Embeddings(int rows, int width, int clusters = 100)
    {
        float[] values = new float[rows * width];
        Parallel.For(0, rows, n =>
        {
            var random = new SeededRandom(SeededRandom.Hash(1, (ulong)n));
            ulong cluster = (ulong)random.NextInt32(clusters);
            for (int d = 0; d < width; d++)
            {
                double centre = (SeededRandom.Hash(2, (cluster * 65_537) + (ulong)d) >> 11) * (1.0 / (1UL << 53));
                values[(n * width) + d] = (float)Math.Max(0, centre - 0.5 + Normal(random));
            }
        });
        return new FloatMatrix(values, rows, width);
    }

    public static FloatMatrix Probabilities(int rows, int classes)
    {
        float[] values = new float[rows * classes];
        var random = new SeededRandom(3);
        for (int n = 0; n < rows; n++)
        {
            var row = values.AsSpan(n * classes, classes);
            for (int c = 0; c < classes; c++)
            {
                row[c] = MathF.Exp(2 * (float)Normal(random));
            }
            System.Numerics.Tensors.TensorPrimitives.Divide(row, System.Numerics.Tensors.TensorPrimitives.Sum<float>(row), row);
        }
        return new FloatMatrix(values, rows, classes);
    }

    // About normal, and cheaper than a logarithm: the sum of four uniforms.
    private static double Normal(SeededRandom random) => 0.6 * (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2);
}
