using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Utilities over stochastic passes against recorded numbers.</summary>
[TestClass]
public sealed class PassGoldenTests
{
    private static readonly string[] Methods = ["bald", "variation_ratio", "mean_std", "mc_dropout_baseline"];

    // The passes are read in single precision: what a file of training asks of double precision cannot be asked here.
    private static readonly GoldenTolerance SinglePrecision = new(1e-5, 1e-6);

    private delegate void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities);

    public static IEnumerable<object[]> Cases => Methods.SelectMany(m => GoldenFile.CaseNames(m).Select(c => (object[])[m, c[0]]));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Utilities_and_chosen_rows_equal_the_recorded_ones(string method, string caseName)
    {
        GoldenCase golden = GoldenFile.Case(method, caseName);
        GoldenPasses passes = GoldenPasses.Read(golden);
        GoldenTolerance tolerance = golden.Tolerance.Relative < SinglePrecision.Relative ? SinglePrecision : golden.Tolerance;
        foreach (string expected in golden.Expected.Names)
        {
            GoldenValue value = golden.Expected[expected];
            if (StrategyOf(method, expected) is { } strategy)
            {
                int[] chosen = Choose(passes, strategy, golden.Budget);
                // The files on training list chosen rows in ascending order.
                bool isRanked = !expected.StartsWith("select_", StringComparison.Ordinal);
                CollectionAssert.AreEqual(isRanked ? value.Ints : [.. value.Ints.Order()], isRanked ? chosen : [.. chosen.Order()], expected);
            }
            else if (expected == "votes")
            {
                int[] votes = new int[passes.RowCount * passes.PassCount];
                VariationRatio.ComputeVotes(passes.Values, passes.PassCount, passes.ClassCount, votes);
                CollectionAssert.AreEqual(value.Ints, votes);
            }
            else
            {
                tolerance.AssertEqual(value.Doubles, Score(method, expected, passes), expected);
            }
        }
    }

    private static SelectionStrategy? StrategyOf(string method, string name) => (method, name) switch
    {
        ("bald", "selected") or (_, "select_bald") => new BaldStrategy(),
        (_, "select_entropy") => EntropyStrategy.OverPasses(),
        (_, "selected_variation_ratio") => new VariationRatioStrategy(new VariationRatioOptions()),
        (_, "selected_one_minus_max_mean") => new VariationRatioStrategy(new VariationRatioOptions { Form = VariationRatioForm.MeanProbability }),
        (_, "selected_mean_std") => new MeanStandardDeviationStrategy(new MeanStandardDeviationOptions()),
        (_, "selected_mean_variance") => new MeanStandardDeviationStrategy(new MeanStandardDeviationOptions { Scatter = PassScatter.Variance }),
        _ => null,
    };

    private static double[] Score(string method, string name, GoldenPasses passes)
    {
        if (name is "expected_entropy")
        {
            double[] entropies = new double[passes.RowCount];
            Bald.ComputeExpectedEntropy(passes.Values, passes.PassCount, passes.ClassCount, entropies);
            return entropies;
        }
        float[] means = new float[passes.RowCount * passes.ClassCount];
        PassAverage.Compute(passes.Values, passes.PassCount, passes.ClassCount, means);
        float[] utilities = name == "mean_probs" ? means : new float[passes.RowCount];
        if (name == "predictive_entropy")
        {
            Entropy.Compute(means, passes.ClassCount, utilities);
        }
        else if (name != "mean_probs")
        {
            Compute compute = (method, name) switch
            {
                (_, "score_bald" or "bald") => Bald.Compute,
                // The file on training records the soft form under this name.
                ("mc_dropout_baseline", "variation_ratio") or (_, "one_minus_max_mean_probability") => VariationRatio.ComputeSoft,
                (_, "variation_ratio") => VariationRatio.Compute,
                (_, "mean_std") => MeanStandardDeviation.Compute,
                (_, "mean_variance") => MeanStandardDeviation.ComputeVariance,
                _ => throw new AssertFailedException($"{method}.json expects '{name}', which no test compares."),
            };
            compute(passes.Values, passes.PassCount, passes.ClassCount, utilities);
        }
        return [.. utilities.Select(u => (double)u)];
    }

    private static int[] Choose(GoldenPasses passes, SelectionStrategy strategy, int budget)
    {
        var context = new SelectionContext { QuerySize = budget, Seed = 0 };
        int[][] results = [.. new[] { 1, 7, RowSelection.ChunkSize }.Select(chunkSize => RowSelection
            .Select(passes.ToView(), "Id", strategy, context, chunkSize: chunkSize)
            .Select(r => (int)r.Position).ToArray())];
        foreach (int[] result in results)
        {
            CollectionAssert.AreEqual(results[0], result, "chunk sizes disagree");
        }
        return results[0];
    }
}
