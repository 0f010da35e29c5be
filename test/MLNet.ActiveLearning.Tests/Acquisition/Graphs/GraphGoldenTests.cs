using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>Graph, network, loss and choice with the weights of recorded runs of the authors' code.</summary>
[TestClass]
public sealed class GraphGoldenTests
{
    public static IEnumerable<object[]> UncertainCases => GoldenFile.CaseNames("uncertaingcn");

    public static IEnumerable<object[]> CoreCases => GoldenFile.CaseNames("coregcn");

    [TestMethod]
    [DynamicData(nameof(UncertainCases))]
    public void Scores_loss_and_rows_of_UncertainGCN_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("uncertaingcn", caseName);
        (SimilarityGraph graph, GraphNetwork network, int poolCount) = Create(golden);
        double margin = golden.Params["s_margin"].Double;
        float[] utilities = new float[poolCount];
        UncertainGcn.ComputeUtilities(network.Outputs.AsSpan(0, poolCount), margin, utilities);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "adjacency":
                    AssertAdjacency(expected, graph);
                    break;
                case "scores":
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, [.. network.Outputs.Select(o => 1 / (1 + Math.Exp(-o)))], name);
                    break;
                case "bce_loss":
                    GoldenTolerance.Single.AssertEqual(expected.Double, network.ComputeLoss(poolCount, golden.Params["lambda_loss"].Double), name);
                    break;
                case "distance_to_margin":
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, [.. utilities.Select(u => -(double)u)], name);
                    break;
                case "selected_unordered":
                    CollectionAssert.AreEquivalent(expected.Ints, TopRows.Select(utilities, golden.Budget).Select(p => p.Index).ToArray());
                    break;
                default:
                    Assert.Fail($"uncertaingcn.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(CoreCases))]
    public void Features_and_rows_of_CoreGCN_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("coregcn", caseName);
        (SimilarityGraph graph, GraphNetwork network, int poolCount) = Create(golden);
        (FloatMatrix pool, FloatMatrix labeled) = GraphNodes.CreateFeatures(network, poolCount);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "adjacency":
                    AssertAdjacency(expected, graph);
                    break;
                case "hidden":
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, network.Hidden.Span.ToArray(), name);
                    break;
                case "embedding":
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, (float[])[.. pool.Span, .. labeled.Span], name);
                    break;
                case "selected_in_order":
                    CollectionAssert.AreEqual(expected.Ints, KCenterGreedy.Select(pool, labeled, golden.Budget).Select(p => p.Index).ToArray());
                    break;
                default:
                    Assert.Fail($"coregcn.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    private static (SimilarityGraph Graph, GraphNetwork Network, int PoolCount) Create(GoldenCase golden)
    {
        GoldenValue features = golden.Inputs["features"], weights = golden.Inputs["gc1_weight"];
        var rows = new FloatMatrix(features.Floats, (int)features.Shape[0], (int)features.Shape[1]);
        int hiddenSize = (int)weights.Shape[1];
        var graph = new SimilarityGraph(UnitRows.Of(rows, "features"), default);
        var network = new GraphNetwork(graph, hiddenSize, default);
        SimilarityTiles.Transpose(weights.Floats, rows.ColumnCount, hiddenSize, network.HiddenWeights.Span, rows.ColumnCount);
        golden.Inputs["gc1_bias"].Floats.CopyTo(network.HiddenBias);
        golden.Inputs["gc3_weight"].Floats.CopyTo(network.OutputWeights);
        network.OutputBias = golden.Inputs["gc3_bias"].Floats[0];
        network.Forward();
        Assert.AreEqual(rows.RowCount, golden.Inputs["n_unlabeled"].Int + golden.Inputs["n_labeled"].Int);
        return (graph, network, golden.Inputs["n_unlabeled"].Int);
    }

    // Column j is A e_j, row i is A' e_i.
    private static void AssertAdjacency(GoldenValue expected, SimilarityGraph graph)
    {
        double[] adjacency = [.. expected.Doubles];
        float[] result = new float[graph.Count];
        for (int j = 0; j < graph.Count; j++)
        {
            float[] unit = new float[graph.Count];
            unit[j] = 1;
            graph.Multiply(unit, result);
            GoldenTolerance.Single.AssertEqual([.. Enumerable.Range(0, graph.Count).Select(i => adjacency[(i * graph.Count) + j])], result, $"column {j} of A");
            graph.MultiplyTransposed(unit, result);
            GoldenTolerance.Single.AssertEqual(adjacency[(j * graph.Count)..((j + 1) * graph.Count)], result, $"row {j} of A");
        }
    }
}
