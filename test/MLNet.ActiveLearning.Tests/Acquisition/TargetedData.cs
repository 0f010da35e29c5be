using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Rows to choose from: <c>random</c>, <c>clustered</c>, or <c>duplicates</c> of which several are equal.</summary>
internal static class TargetedData
{
    public static FloatMatrix Rows(string kind, int count, int width, SeededRandom random)
    {
        const int groups = 7;
        float[] centers = [.. Enumerable.Range(0, groups * width).Select(_ => Normal(random))];
        float[] values = new float[count * width];
        for (int i = 0; i < count; i++)
        {
            int group = random.NextInt32(groups);
            for (int d = 0; d < width; d++)
            {
                values[(i * width) + d] = kind switch
                {
                    "random" => Normal(random),
                    "clustered" => centers[(group * width) + d] + (0.3f * Normal(random)),
                    "duplicates" => i >= count / 3 ? values[((i % (count / 3)) * width) + d] : Normal(random),
                    _ => throw new ArgumentException(kind),
                };
            }
        }
        return new FloatMatrix(values, count, width);
    }

    /// <summary>Rows of the simplex.</summary>
    public static FloatMatrix Probabilities(int count, int classes, SeededRandom random) =>
        new(Enumerable.Range(0, count).SelectMany(_ => Contract.SignalRows.RandomProbabilities(random, classes)).ToArray(), count, classes);

    /// <summary>Some rows, in any order: row i is row order[i] of the given ones.</summary>
    public static FloatMatrix Reorder(FloatMatrix rows, int[] order) =>
        new(order.SelectMany(i => rows[i].ToArray()).ToArray(), order.Length, rows.ColumnCount);

    private static float Normal(SeededRandom random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
