using System.Globalization;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class BatchBaldGoldenTests
{
    private const string CandidateScores = "candidate_scores_step_";

    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("batchbald");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Batches_scores_and_entropies_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("batchbald", caseName);
        GoldenPasses passes = GoldenPasses.Read(golden);
        foreach (string expected in golden.Expected.Names)
        {
            GoldenValue value = golden.Expected[expected];
            switch (expected)
            {
                case "selected":
                    AssertSelected(golden, passes, value.Ints);
                    break;
                case "scores":
                    golden.Tolerance.AssertEqual(value.Doubles, [.. Select(golden, passes).Select(p => p.Score)], expected);
                    break;
                case "conditional_entropy":
                    double[] entropies = new double[passes.RowCount];
                    Bald.ComputeExpectedEntropy(passes.Values, passes.PassCount, passes.ClassCount, entropies);
                    golden.Tolerance.AssertEqual(value.Doubles, entropies, expected);
                    break;
                case "bald_top_k_for_contrast":
                    float[] utilities = new float[passes.RowCount];
                    Bald.Compute(passes.Values, passes.PassCount, passes.ClassCount, utilities);
                    CollectionAssert.AreEqual(value.Ints, TopRows.Select(utilities, value.Ints.Length).Select(p => p.Index).ToArray());
                    break;
                case "joint_entropy":
                    golden.Tolerance.AssertEqual(
                        value.Doubles, BatchBald.EstimateJointEntropies(passes.Matrix, passes.PassCount, golden.Inputs["batch_indices"].Ints, golden.Inputs["choices"].Ints), expected);
                    break;
                case "entropy_of_batch":
                    golden.Tolerance.AssertEqual(
                        value.Double, BatchBald.EstimateEntropy(passes.Matrix, passes.PassCount, golden.Inputs["batch_indices"].Ints, golden.Inputs["choices"].Ints), expected);
                    break;
                default:
                    Assert.IsTrue(expected.StartsWith(CandidateScores, StringComparison.Ordinal), $"batchbald.json expects '{expected}', which no test compares.");
                    int[] batch = golden.Expected["selected"].Ints[..(int.Parse(expected[CandidateScores.Length..], CultureInfo.InvariantCulture) - 1)];
                    double[] scores = BatchBald.ComputeScores(passes.Matrix, passes.PassCount, batch);
                    foreach (int member in batch)
                    {
                        scores[member] = double.NegativeInfinity;
                    }
                    golden.Tolerance.AssertEqual(value.Doubles, scores, expected);
                    break;
            }
        }
    }

    private static void AssertSelected(GoldenCase golden, GoldenPasses passes, int[] expected)
    {
        CollectionAssert.AreEqual(expected, Select(golden, passes).Select(p => p.Index).ToArray());
        var strategy = new BatchBaldStrategy(new BatchBaldOptions { JointSampleCount = golden.Params["num_samples"].Int });
        var context = new SelectionContext { QuerySize = golden.Budget, Seed = 0 };
        CollectionAssert.AreEqual(expected, RowSelection.Select(passes.ToView(), "Id", strategy, context).Select(r => (int)r.Position).ToArray());
    }

    private static Pick[] Select(GoldenCase golden, GoldenPasses passes) => BatchBald.Select(
        passes.Matrix, passes.PassCount, golden.Budget, new SeededRandom(0).NextDouble, golden.Params["num_samples"].Int);
}
