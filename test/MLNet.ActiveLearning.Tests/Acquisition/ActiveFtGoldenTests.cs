using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class ActiveFtGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("activeft");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Losses_centroids_and_rows_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("activeft", caseName);
        long[] shape = golden.Inputs["features"].Shape;
        var features = new FloatMatrix(golden.Inputs["features"].Floats, (int)shape[0], (int)shape[1]);
        int[] start = golden.Inputs["init_indices"].Ints;
        Assert.IsTrue(start.Length <= golden.Budget, "one initial point for each row to choose");
        var training = new ActiveFtTraining
        {
            Temperature = golden.Params["temperature"].Double,
            LearningRate = golden.Params["lr"].Double,
            Iterations = golden.Params["iterations"].Int,
            Balance = golden.Params["balance"].Double,
        };
        List<double> losses = [];
        FloatMatrix centroids = ActiveFt.Optimize(features, start, training, losses: losses);
        int[] chosen = [.. ActiveFt.Select(features, start, training).Select(p => p.Index)];
        foreach (string expected in golden.Expected.Names)
        {
            GoldenValue value = golden.Expected[expected];
            switch (expected)
            {
                case "losses":
                    int[] steps = golden.Expected.Has("loss_steps") ? golden.Expected["loss_steps"].Ints : [.. Enumerable.Range(0, losses.Count)];
                    golden.Tolerance.AssertEqual(value.Doubles, [.. steps.Select(s => losses[s])], expected);
                    break;
                case "loss_steps":
                    break;
                case "centroids":
                    golden.Tolerance.AssertEqual(value.Doubles, centroids.Span.ToArray(), expected);
                    break;
                case "selected_in_centroid_order":
                    CollectionAssert.AreEqual(value.Ints, chosen);
                    break;
                case "selected_sorted":
                    CollectionAssert.AreEqual(value.Ints, chosen.Order().ToArray());
                    break;
                default:
                    Assert.Fail($"activeft.json expects '{expected}', which no test compares.");
                    break;
            }
        }
    }
}
