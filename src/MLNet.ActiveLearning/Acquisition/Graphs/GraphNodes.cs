using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>What a trained graph network says of its rows: those of the pool first, then the labelled ones.</summary>
internal sealed class GraphNodes
{
    private readonly GraphNetwork network;
    private readonly int poolCount;

    private GraphNodes(GraphNetwork network, int poolCount) => (this.network, this.poolCount) = (network, poolCount);

    /// <summary>Log-odds of being labelled of the pool's rows.</summary>
    public ReadOnlySpan<float> PoolOutputs => network.Outputs.AsSpan(0, poolCount);

    /// <summary>Hidden features and output of each row, (N, H + 1), the pool's and the labelled rows'.</summary>
    public (FloatMatrix Pool, FloatMatrix Labeled) CreateFeatures() => CreateFeatures(network, poolCount);

    /// <summary>Hidden features and output of each row of a network, (N, H + 1), those of the first rows and of the others.</summary>
    public static (FloatMatrix Pool, FloatMatrix Labeled) CreateFeatures(GraphNetwork network, int poolCount)
    {
        FloatMatrix hidden = network.Hidden;
        int width = hidden.ColumnCount + 1;
        float[] values = new float[hidden.RowCount * width];
        for (int i = 0; i < hidden.RowCount; i++)
        {
            hidden[i].CopyTo(values.AsSpan(i * width));
            values[(i * width) + width - 1] = network.Outputs[i];
        }
        var all = new FloatMatrix(values, hidden.RowCount, width);
        return (all.Rows(0, poolCount), all.Rows(poolCount, hidden.RowCount - poolCount));
    }

    /// <summary>Trains a network on the graph of all rows.</summary>
    /// <param name="pool">Embeddings of the pool (U, D).</param>
    /// <param name="labeled">Embeddings of the labelled rows (L, D), at least one.</param>
    /// <param name="seed">Seed of the initial parameters and of dropout.</param>
    /// <param name="training">How the network is trained; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation, looked at in every step.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, nothing is labelled, a value is not finite or the training is not valid.</exception>
    /// <exception cref="InvalidOperationException">The training diverged.</exception>
    public static GraphNodes Train(FloatMatrix pool, FloatMatrix labeled, ulong seed, GraphTraining? training, Parallelism parallelism)
    {
        training ??= new GraphTraining();
        string[] problems = [.. training.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(training));
        }
        var network = new GraphNetwork(
            new SimilarityGraph(UnitRows.Of(Join(pool, labeled, training.HiddenSize), "embeddings", parallelism), parallelism), training.HiddenSize, parallelism);
        network.Initialize(SeededRandom.Derive(seed, "parameters"));
        var dropout = new GraphDropout(training.Dropout, SeededRandom.DeriveSeed(seed, "dropout"));
        var adam = network.CreateOptimizer(training.LearningRate);
        for (int epoch = 0; epoch < training.Epochs; epoch++)
        {
            parallelism.CancellationToken.ThrowIfCancellationRequested();
            network.Forward(dropout, epoch);
            network.Backward(pool.RowCount, training.UnlabeledWeight, dropout.Scale);
            network.Step(adam, training.WeightDecay);
        }
        network.Forward();
        double loss = network.ComputeLoss(pool.RowCount, training.UnlabeledWeight);
        return double.IsFinite(loss)
            ? new GraphNodes(network, pool.RowCount)
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"The graph network's loss is {loss} after {training.Epochs} epochs with learning rate {training.LearningRate}. Lower LearningRate; 0.001 is the default."));
    }

    private static FloatMatrix Join(FloatMatrix pool, FloatMatrix labeled, int hiddenSize)
    {
        if (labeled.RowCount == 0)
        {
            throw new ArgumentException(
                "A graph network learns to tell labelled rows from the pool's, and there are no labelled rows. Set LabeledRows to those labelled so far, or choose the first rows with another strategy.",
                nameof(labeled));
        }
        if (labeled.ColumnCount != pool.ColumnCount)
        {
            throw new ArgumentException(
                $"Rows of the pool have {pool.ColumnCount} values and labelled rows {labeled.ColumnCount}. Compute both with the same model.", nameof(labeled));
        }
        long rows = (long)pool.RowCount + labeled.RowCount;
        if (rows * Math.Max(pool.ColumnCount, hiddenSize + 1) > Array.MaxLength)
        {
            throw new ArgumentException(
                $"A graph of {rows} rows with {pool.ColumnCount} values and {hiddenSize} hidden ones is more than one array can hold ({Array.MaxLength} values). Draw a candidate subset first.",
                nameof(pool));
        }
        float[] values = new float[rows * pool.ColumnCount];
        pool.Span.CopyTo(values);
        labeled.Span.CopyTo(values.AsSpan(pool.Span.Length));
        return new FloatMatrix(values, (int)rows, pool.ColumnCount);
    }
}
