using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>The graph network as its definition reads: a matrix of all pairs of rows, in double precision.</summary>
internal sealed class GraphNetworkTwin
{
    private readonly double[][] adjacency;
    private readonly double[][] averages;
    private readonly int hiddenSize;
    private double[][] hidden = [];

    public GraphNetworkTwin(FloatMatrix embeddings, int hiddenSize)
    {
        this.hiddenSize = hiddenSize;
        double[][] rows = [.. Enumerable.Range(0, embeddings.RowCount).Select(i => ActiveFtTwin.Unit(embeddings[i]))];
        double[] degrees = [.. rows.Select((x, j) => rows.Where((_, i) => i != j).Sum(y => ActiveFtTwin.Dot(x, y)))];
        adjacency = [.. rows.Select((x, i) => rows.Select((y, j) => i == j ? 1 : degrees[j] > 1e-4 ? ActiveFtTwin.Dot(x, y) / degrees[j] : 0).ToArray())];
        averages = Multiply(adjacency, rows);
    }

    /// <summary>W1 transposed, b1, w2, b2, as <see cref="GraphNetwork"/> lays them out.</summary>
    public double[] Parameters { get; set; } = [];

    public double[] Outputs { get; private set; } = [];

    private int Width => averages[0].Length;

    public void Forward(GraphDropout? dropout = null, int epoch = 0)
    {
        int bias = hiddenSize * Width, output = bias + hiddenSize;
        hidden = [.. averages.Select(x => Enumerable.Range(0, hiddenSize)
            .Select(j => Math.Max(0, Parameters[bias + j] + Enumerable.Range(0, Width).Sum(d => x[d] * Parameters[(j * Width) + d]))).ToArray())];
        if (dropout is not null)
        {
            for (int first = 0; first < hidden.Length; first += GraphNetwork.BlockSize)
            {
                float[] mask = new float[Math.Min(GraphNetwork.BlockSize, hidden.Length - first) * hiddenSize];
                Array.Fill(mask, 1);
                dropout.Apply(epoch, first / GraphNetwork.BlockSize, mask);
                for (int i = 0; i < mask.Length; i++)
                {
                    hidden[first + (i / hiddenSize)][i % hiddenSize] *= mask[i];
                }
            }
        }
        double[] projected = [.. hidden.Select(h => h.Select((value, j) => value * Parameters[output + j]).Sum())];
        Outputs = [.. adjacency.Select(a => ActiveFtTwin.Dot(a, projected) + Parameters[^1])];
    }

    public double ComputeLoss(int poolCount, double unlabeledWeight) =>
        Outputs.Skip(poolCount).Average(o => -Math.Log(Score(o))) - (unlabeledWeight * Outputs.Take(poolCount).Average(o => Math.Log(1 - Score(o))));

    public double[] Backward(int poolCount, double unlabeledWeight, double scale)
    {
        int bias = hiddenSize * Width, output = bias + hiddenSize, count = Outputs.Length;
        double[] slopes = [.. Outputs.Select((o, i) => i < poolCount ? unlabeledWeight * Score(o) / poolCount : (Score(o) - 1) / (count - poolCount))];
        double[] gradient = new double[Parameters.Length];
        gradient[^1] = slopes.Sum();
        for (int i = 0; i < count; i++)
        {
            double slope = Enumerable.Range(0, count).Sum(k => adjacency[k][i] * slopes[k]);
            for (int j = 0; j < hiddenSize; j++)
            {
                gradient[output + j] += slope * hidden[i][j];
                double own = hidden[i][j] > 0 ? slope * scale * Parameters[output + j] : 0;
                gradient[bias + j] += own;
                for (int d = 0; d < Width; d++)
                {
                    gradient[(j * Width) + d] += own * averages[i][d];
                }
            }
        }
        return gradient;
    }

    private static double Score(double output) => 1 / (1 + Math.Exp(-output));

    private static double[][] Multiply(double[][] a, double[][] b) =>
        [.. a.Select(row => Enumerable.Range(0, b[0].Length).Select(d => row.Select((value, i) => value * b[i][d]).Sum()).ToArray())];
}
