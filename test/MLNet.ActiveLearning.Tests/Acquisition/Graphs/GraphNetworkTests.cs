using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

[TestClass]
public sealed class GraphNetworkTests
{
    private const double UnlabeledWeight = 1.2;

    [TestMethod]
    [DataRow(nameof(CloudShape.Uniform))]
    [DataRow(nameof(CloudShape.Clustered))]
    [DataRow(nameof(CloudShape.Duplicates))]
    [DataRow(nameof(CloudShape.Lattice))]
    [DataRow(nameof(CloudShape.Zeros))]
    public void Outputs_loss_and_gradient_in_every_epoch_equal_those_of_the_matrix_of_all_pairs_in_double_precision(string shape)
    {
        const int rows = 150, poolCount = 110, hiddenSize = 9, epochs = 12;
        // Values of at least 0, as after a ReLU; the sums over both signs have tests of their own.
        FloatMatrix cloud = new Cloud(Enum.Parse<CloudShape>(shape), rows, 13, 1, 7).CreateRows(rows);
        FloatMatrix embeddings = new(Array.ConvertAll(cloud.Span.ToArray(), Math.Abs), rows, 13);
        var network = new GraphNetwork(new SimilarityGraph(UnitRows.Of(embeddings, "embeddings"), default), hiddenSize, default);
        network.Initialize(new SeededRandom(3));
        var twin = new GraphNetworkTwin(embeddings, hiddenSize);
        var dropout = new GraphDropout(0.3, seed: 5);
        Adam adam = network.CreateOptimizer(0.01);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            twin.Parameters = Parameters(network);
            twin.Forward(dropout, epoch);
            network.Forward(dropout, epoch);
            AssertNear(twin.Outputs, network.Outputs, 2e-5, $"outputs of epoch {epoch}");
            Assert.AreEqual(twin.ComputeLoss(poolCount, UnlabeledWeight), network.ComputeLoss(poolCount, UnlabeledWeight), 1e-5);
            network.Backward(poolCount, UnlabeledWeight, dropout.Scale);
            AssertNear(twin.Backward(poolCount, UnlabeledWeight, dropout.Scale), network.Gradient.ToArray(), 2e-5, $"gradient of epoch {epoch}");
            network.Step(adam, 5e-4);
        }
    }

    [TestMethod]
    public void Rows_whose_similarities_sum_to_nothing_stand_alone()
    {
        // Orthogonal to all, zeros, and two opposite rows.
        float[] values = [0, 0, 1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 1, 0.1f, 0];
        var graph = new SimilarityGraph(UnitRows.Of(new FloatMatrix(values, 5, 3), "embeddings"), default);
        float[] vector = [2, 3, 5, 7, 11], result = new float[5];
        graph.Multiply(vector, result);
        Assert.AreEqual(2, result[0], "orthogonal");
        Assert.AreEqual(3, result[1], "zeros");
        Assert.IsTrue(result.All(float.IsFinite));
        // The columns of A - I sum to 1, or to 0 for a row that stands alone; so those of A' 1 are 2 or 1.
        graph.MultiplyTransposed([1, 1, 1, 1, 1], result);
        foreach (float sum in result)
        {
            Assert.IsTrue(Math.Abs(sum - 1) < 1e-6 || Math.Abs(sum - 2) < 1e-5, $"{sum}");
        }
    }

    [TestMethod]
    public void Dropout_leaves_out_the_given_part_and_keeps_the_expectation()
    {
        var dropout = new GraphDropout(0.3, seed: 1);
        float[] values = new float[100_000];
        Array.Fill(values, 2);
        dropout.Apply(4, 2, values);
        double kept = values.Count(v => v > 0) / (double)values.Length;
        Assert.AreEqual(0.7, kept, 0.006);
        Assert.AreEqual(2, values.Average(), 0.02);
        Assert.AreEqual(1 / 0.7, dropout.Scale, 1e-4);
        float[] other = [.. Enumerable.Repeat(2f, values.Length)];
        dropout.Apply(5, 2, other);
        Assert.IsFalse(values.SequenceEqual(other), "another epoch, another mask");
    }

    [TestMethod]
    public void The_number_of_threads_changes_nothing()
    {
        FloatMatrix pool = new Cloud(CloudShape.Clustered, 700, 40, 1, 3).CreateRows(700), labeled = pool.Rows(0, 90);
        var training = new GraphTraining { Epochs = 6 };
        Pick[] uncertain = UncertainGcn.Select(pool, labeled, 50, 1, training: training, parallelism: new Parallelism(1));
        Pick[] core = CoreGcn.Select(pool, labeled, 50, 1, training, new Parallelism(1));
        foreach (int threads in new[] { 2, 5 })
        {
            CollectionAssert.AreEqual(uncertain, UncertainGcn.Select(pool, labeled, 50, 1, training: training, parallelism: new Parallelism(threads)));
            CollectionAssert.AreEqual(core, CoreGcn.Select(pool, labeled, 50, 1, training, new Parallelism(threads)));
        }
    }

    [TestMethod]
    public void The_network_comes_to_tell_labelled_rows_from_the_pool_and_ranks_what_lies_between_them()
    {
        // Rows on an arc, the labelled ones at its beginning: the farther along the arc, the surer that a row is unlabelled.
        const int poolCount = 60;
        FloatMatrix labeled = Arc(20, 0, 0.5), pool = Arc(poolCount, 0.2, 1.5);
        float[] outputs = [.. GraphNodes.Train(pool, labeled, 1, new GraphTraining { Epochs = 400, LearningRate = 0.01 }, default).PoolOutputs];
        Assert.IsTrue(outputs[0] > outputs[poolCount / 2] && outputs[poolCount / 2] > outputs[^1], $"{outputs[0]}, {outputs[poolCount / 2]}, {outputs[^1]}");
        int[] sure = [.. UncertainGcn.Select(pool, labeled, 5, 1, margin: 0, new GraphTraining { Epochs = 400, LearningRate = 0.01 }).Select(p => p.Index)];
        Assert.IsTrue(sure.All(i => i > poolCount / 2), string.Join(", ", sure));
    }

    [TestMethod]
    public void What_cannot_be_trained_is_refused_with_the_reason()
    {
        FloatMatrix pool = Arc(5, 0, 1);
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => UncertainGcn.Select(pool, default, 2, 1)).Message, "LabeledRows");
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => CoreGcn.Select(pool, new FloatMatrix(new float[3], 1, 3), 2, 1)).Message, "same model");
        string message = Assert.ThrowsException<ArgumentException>(
            () => CoreGcn.Select(pool, pool, 2, 1, new GraphTraining { Epochs = -1, Dropout = 1, HiddenSize = 0 })).Message;
        foreach (string name in new[] { "Epochs", "Dropout", "HiddenSize" })
        {
            StringAssert.Contains(message, name);
        }
        StringAssert.Contains(
            Assert.ThrowsException<InvalidOperationException>(() => UncertainGcn.Select(pool, pool, 2, 1, 0.1, new GraphTraining { LearningRate = 1e30 })).Message,
            "LearningRate");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.ThrowsException<OperationCanceledException>(() => UncertainGcn.Select(pool, pool, 2, 1, parallelism: new Parallelism(1, stopped.Token)));
    }

    private static FloatMatrix Arc(int count, double from, double to)
    {
        float[] values = new float[count * 2];
        for (int i = 0; i < count; i++)
        {
            double angle = from + ((to - from) * i / (count - 1));
            (values[2 * i], values[(2 * i) + 1]) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
        }
        return new FloatMatrix(values, count, 2);
    }

    private static double[] Parameters(GraphNetwork network) => Array.ConvertAll(
        (float[])[.. network.HiddenWeights.Span, .. network.HiddenBias.Span, .. network.OutputWeights.Span, network.OutputBias], x => (double)x);

    private static void AssertNear(double[] expected, float[] got, double tolerance, string what)
    {
        Assert.AreEqual(expected.Length, got.Length);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.AreEqual(expected[i], got[i], tolerance * (1 + Math.Abs(expected[i])), $"{what}, value {i}");
        }
    }
}
