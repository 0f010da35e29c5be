namespace Microsoft.ML.Trainers.Optimization;

/// <summary>The training rows in memory: dense features row by row, labels from zero, weights.</summary>
internal sealed class TrainingSet(float[] features, int[] labels, float[] weights, int dimension, int classes)
{
    public int Count => labels.Length;
    public int Dimension => dimension;
    public int Classes => classes;

    public ReadOnlySpan<float> Row(int row) => features.AsSpan(row * dimension, dimension);

    public int Label(int row) => labels[row];

    public float Weight(int row) => weights is null ? 1 : weights[row];
}
