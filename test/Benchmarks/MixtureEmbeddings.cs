using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Embeddings as a trained network with a last ReLU might give them: a mixture of ten Gaussians, negative values cut to 0.</summary>
internal static class MixtureEmbeddings
{
    private const int ClassCount = 10;

    public static FloatMatrix Draw(int rowCount, int width, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] means = [.. Enumerable.Range(0, ClassCount * width).Select(_ => Gaussian(random))];
        float[] values = new float[rowCount * width];
        for (int n = 0; n < rowCount; n++)
        {
            int first = random.NextInt32(ClassCount) * width;
            for (int j = 0; j < width; j++)
            {
                values[(n * width) + j] = Math.Max(0, (0.7f * means[first + j]) + Gaussian(random));
            }
        }
        return new FloatMatrix(values, rowCount, width);
    }

    private static float Gaussian(SeededRandom random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
