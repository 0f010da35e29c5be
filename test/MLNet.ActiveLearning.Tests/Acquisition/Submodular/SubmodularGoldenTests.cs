using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>The set functions and optimisers against recorded numbers of submodlib and of formulas in double precision.</summary>
[TestClass]
public sealed class SubmodularGoldenTests
{
    private static readonly string[] Functions =
    [
        "facility_location", "disparity_min", "disparity_sum", "graph_cut", "saturated_coverage", "feature_based", "log_determinant",
    ];

    public static IEnumerable<object[]> FunctionCases => Functions.SelectMany(m => GoldenFile.CaseNames(m).Select(c => (object[])[m, c[0]]));

    public static IEnumerable<object[]> KernelCases => GoldenFile.CaseNames("similarity_kernels");

    public static IEnumerable<object[]> OptimizerCases => GoldenFile.CaseNames("greedy_optimizers");

    [TestMethod]
    [DynamicData(nameof(FunctionCases))]
    public void Picks_gains_and_values_equal_the_recorded_ones(string method, string caseName)
    {
        GoldenCase golden = GoldenFile.Case(method, caseName);
        GoldenTolerance tolerance = RecordedFunction.Tolerance(golden);
        // In memory and tile by tile.
        foreach (long memoryLimit in new[] { SimilarityKernel.DefaultMemoryLimit, 0 })
        {
            SetFunction Create() => RecordedFunction.Create(method, golden, memoryLimit);
            SetFunction function = Create();
            var options = new GreedyOptions
            {
                Start = golden.Params.Has("start") ? golden.Params["start"].Int : null,
                Stop = (Flag(golden, "stop_if_zero_gain") ? GreedyStop.ZeroGain : 0) | (Flag(golden, "stop_if_negative_gain") ? GreedyStop.NegativeGain : 0),
            };
            Pick[] picks = GreedyMaximizer.Maximize(function, golden.Budget, options);
            Pick[] naive = GreedyMaximizer.Maximize(Create(), golden.Budget, options with { Optimizer = GreedyOptimizer.Naive });
            CollectionAssert.AreEqual(naive, picks, "the optimiser of choice and the naive one");
            foreach (string expected in golden.Expected.Names)
            {
                GoldenValue value = golden.Expected[expected];
                switch (expected)
                {
                    case "selected":
                        CollectionAssert.AreEqual(value.Ints, picks.Select(p => p.Index).ToArray());
                        break;
                    case "gains":
                        tolerance.AssertEqual(value.Doubles, [.. picks.Select(p => p.Score)], "gains");
                        break;
                    case "objective_after":
                        SetFunction growing = Create();
                        tolerance.AssertEqual(value.Doubles, [.. picks.Select(p => growing.Add([p.Index]))], "values");
                        tolerance.AssertEqual(value.Doubles is [.., var last] ? last : 0, function.Value, "the value in the end");
                        break;
                    case "evaluate_subsets":
                        tolerance.AssertEqual(golden.Expected["evaluate_values"].Doubles, [.. value.Items.Select(subset => Create().Add(subset.Ints))], "values of subsets");
                        break;
                    case "evaluate_values":
                        break;
                    default:
                        Assert.Fail($"{method}.json expects '{expected}', which no test compares.");
                        break;
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(KernelCases))]
    public void Similarities_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("similarity_kernels", caseName);
        FloatMatrix points = RecordedFunction.Matrix(golden.Inputs["points"]);
        foreach (string expected in golden.Expected.Names)
        {
            (string shape, string metric) = (expected[..expected.IndexOf('_')], expected[(expected.IndexOf('_') + 1)..]);
            FloatMatrix rows = shape switch
            {
                "square" => points,
                "rect" => RecordedFunction.Matrix(golden.Inputs["second"]),
                _ => throw new AssertFailedException($"similarity_kernels.json expects '{expected}', which no test compares."),
            };
            float[] result = new float[rows.RowCount * points.RowCount];
            SimilarityKernels.Compute(rows, points, RecordedFunction.Metric(metric), result);
            // Inner products in Single lose more than the file allows where they cancel; entries computed one by one in double do not.
            RecordedFunction.Tolerance(golden).AssertEqual(golden.Expected[expected].Doubles, result, expected);
            SimilarityKernel kernel = SimilarityKernel.Create(rows, points, RecordedFunction.Metric(metric));
            double[] row = new double[points.RowCount];
            double[] precise = [.. Enumerable.Range(0, rows.RowCount).SelectMany(i =>
            {
                kernel.GetPreciseRow(i, row);
                return row.ToArray();
            })];
            golden.Tolerance.AssertEqual(golden.Expected[expected].Doubles, precise, expected);
        }
    }

    [TestMethod]
    [DynamicData(nameof(OptimizerCases))]
    public void Optimisers_pick_the_recorded_rows(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("greedy_optimizers", caseName);
        double epsilon = golden.Params.Has("epsilon") ? golden.Params["epsilon"].Double : 0.1;
        foreach (string expected in golden.Expected.Names)
        {
            GoldenValue value = golden.Expected[expected];
            if (expected == "sample_size")
            {
                SetFunction function = RecordedFunction.Create("facility_location", golden);
                Assert.AreEqual(value.Int, GreedyOptimizer.Stochastic(epsilon).SampleSize(function.Count, golden.Budget, function.Count));
                continue;
            }
            string name = expected.Replace("_gains", "", StringComparison.Ordinal);
            GreedyOptimizer optimizer = name switch
            {
                "naive" => GreedyOptimizer.Naive,
                "lazy" => GreedyOptimizer.Lazy,
                "stochastic" => GreedyOptimizer.Stochastic(epsilon),
                "lazier_than_lazy" => GreedyOptimizer.LazierThanLazy(epsilon),
                _ => throw new AssertFailedException($"greedy_optimizers.json expects '{expected}', which no test compares."),
            };
            Pick[] picks = Maximize(golden, optimizer);
            if (name == expected)
            {
                CollectionAssert.AreEqual(value.Ints, picks.Select(p => p.Index).ToArray(), expected);
            }
            else
            {
                RecordedFunction.Tolerance(golden).AssertEqual(value.Doubles, [.. picks.Select(p => p.Score)], expected);
            }
        }
    }

    private static Pick[] Maximize(GoldenCase golden, GreedyOptimizer optimizer)
    {
        int step = 0;
        return GreedyMaximizer.Maximize(
            RecordedFunction.Create("facility_location", golden),
            golden.Budget,
            new GreedyOptions { Optimizer = optimizer },
            (_, _) => golden.Inputs["candidates_per_step"][step++].Ints,
            CancellationToken.None);
    }

    private static bool Flag(GoldenCase golden, string name) => golden.Params.Has(name) && golden.Params[name].Bool;
}
