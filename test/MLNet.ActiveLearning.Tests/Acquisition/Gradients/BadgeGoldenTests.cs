using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class BadgeGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("badge");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Choices_distances_and_norms_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("badge", caseName);
        FloatMatrix probabilities = LastLayer.Matrix(golden.Inputs["probabilities"]);
        FloatMatrix embeddings = LastLayer.Matrix(golden.Inputs["embeddings"]);
        GradientEmbeddings gradients = GradientEmbeddings.AtPredictedClasses(probabilities, embeddings, GradientKind.Linear);
        PartitionPart[] parts = golden.Params.Has("partitions") ? Partition.Split(gradients.Count, golden.Params["partitions"].Int, golden.Budget) : [];
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "selected" when parts.Length > 0:
                    IReadOnlyList<GoldenValue> uniforms = golden.Inputs["uniforms_per_partition"].Items;
                    CollectionAssert.AreEqual(
                        expected.Ints,
                        parts.SelectMany((part, i) => Choose(probabilities.Rows(part.First, part.Count), embeddings.Rows(part.First, part.Count), part.Budget, uniforms[i].Doubles)
                            .Select(index => part.First + index)).ToArray());
                    break;
                case "selected":
                    CollectionAssert.AreEqual(expected.Ints, Choose(probabilities, embeddings, golden.Budget, golden.Inputs["uniforms"].Doubles));
                    break;
                case "gradient_norms":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. Enumerable.Range(0, gradients.Count).Select(i => Math.Sqrt(gradients.SquaredNorm(i)))], name);
                    break;
                case "D_after":
                    int[] centers = golden.Params.Has("centres") ? golden.Params["centres"].Ints : golden.Expected["selected"].Ints;
                    golden.Tolerance.AssertEqual(expected.Doubles, DistancesAfter(gradients, centers), name);
                    break;
                case "ranges":
                    CollectionAssert.AreEqual(expected.Ints, parts.SelectMany(p => new[] { p.First, p.First + p.Count }).ToArray());
                    break;
                case "budgets":
                    CollectionAssert.AreEqual(expected.Ints, parts.Select(p => p.Budget).ToArray());
                    break;
                default:
                    Assert.Fail($"badge.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    private static int[] Choose(FloatMatrix probabilities, FloatMatrix embeddings, int budget, double[] uniforms)
    {
        int next = 0;
        GradientEmbeddings gradients = GradientEmbeddings.AtPredictedClasses(probabilities, embeddings, GradientKind.Linear);
        return [.. Badge.Select(gradients, budget, () => uniforms[next++]).Select(p => p.Index)];
    }

    private static double[] DistancesAfter(GradientEmbeddings gradients, int[] centers)
    {
        var distances = new NearestCenterDistances(gradients, default);
        var all = new List<double>();
        foreach (int center in centers)
        {
            distances.Add(center);
            all.AddRange(LastLayer.ToDoubles(distances.Values));
        }
        return [.. all];
    }
}
