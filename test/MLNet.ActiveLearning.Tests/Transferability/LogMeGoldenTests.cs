using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

[TestClass]
public sealed class LogMeGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("logme");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Evidences_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("logme", caseName);
        LogMeResult released = Compute(golden, LogMeMode.Released), corrected = Compute(golden, LogMeMode.Corrected), icml = Compute(golden, LogMeMode.Icml);
        foreach (string name in golden.Expected.Names.Where(n => n != "note"))
        {
            double[] got = name switch
            {
                "score" => [released.Score],
                "per_target_evidence" => [.. released.Targets.Select(t => t.Evidence)],
                "alpha" => [.. released.Targets.Select(t => t.Alpha)],
                "beta" => [.. released.Targets.Select(t => t.Beta)],
                "weights_m" => [.. released.Targets.SelectMany(t => t.Weights!)],
                "iterations" => [.. released.Targets.Select(t => (double)t.Iterations)],
                "score_icml_variant" => [icml.Score],
                "score_corrected" => [corrected.Score],
                "per_target_corrected" => [.. corrected.Targets.Select(t => t.Evidence)],
                _ => throw new AssertFailedException($"'{name}' is not compared."),
            };
            golden.Tolerance.AssertEqual(golden.Expected[name].Doubles, got, name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Features_in_single_precision_give_the_recorded_scores_within_single_precision(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("logme", caseName);
        if (golden.Params["regression"].Bool)
        {
            return; // Numbers are explained in double precision only.
        }
        GoldenValue features = golden.Inputs["features"];
        var matrix = new FloatMatrix(features.Floats, (int)features.Shape[0], (int)features.Shape[1]);
        LogMeResult result = LogMe.Compute(matrix, golden.Inputs["labels"].Ints, new LogMeOptions { Mode = LogMeMode.Released, KeepAbsentClasses = true });
        GoldenTolerance.Single.AssertEqual([golden.Expected["score"].Double], [result.Score], "score");
    }

    private static LogMeResult Compute(GoldenCase golden, LogMeMode mode)
    {
        DoubleMatrix features = Matrix(golden.Inputs["features"]);
        var options = new LogMeOptions { Mode = mode, KeepAbsentClasses = true, ComputeWeights = true };
        return golden.Params["regression"].Bool
            ? LogMe.ComputeRegression(features, Matrix(golden.Inputs["labels"]), options)
            : LogMe.Compute(features, golden.Inputs["labels"].Ints, options);
    }

    internal static DoubleMatrix Matrix(GoldenValue value) => new(value.Doubles, (int)value.Shape[0], (int)value.Shape[1]);
}
