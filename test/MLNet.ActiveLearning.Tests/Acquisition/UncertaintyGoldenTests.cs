using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class UncertaintyGoldenTests
{
    private static readonly string[] Methods = ["least_confidence", "margin", "entropy"];

    private delegate void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities);

    public static IEnumerable<object[]> Cases => Methods.SelectMany(m => GoldenFile.CaseNames(m).Select(c => (object[])[m, c[0]]));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Utilities_and_chosen_rows_equal_the_recorded_ones(string method, string caseName)
    {
        GoldenCase golden = GoldenFile.Case(method, caseName);
        (float[] probabilities, int classCount) = Probabilities(golden);
        int count = probabilities.Length / classCount;
        float[] utilities = new float[count];
        bool isFinite = probabilities.All(float.IsFinite);
        foreach (string expected in golden.Expected.Names)
        {
            if (expected == "selected")
            {
                int[] selected = golden.Expected["selected"].Ints;
                CollectionAssert.AreEqual(selected, isFinite ? Choose(golden, method, probabilities, classCount) : Rank(method, probabilities, classCount, golden.Budget));
                continue;
            }
            (Compute compute, double sign, double offset) = Recorded(method, expected);
            compute(probabilities, classCount, utilities);
            golden.Tolerance.AssertEqual(golden.Expected[expected].Doubles, [.. utilities.Select(u => (sign * u) + offset)], expected);
        }
    }

    private static (Compute Compute, double Sign, double Offset) Recorded(string method, string name) => (method, name) switch
    {
        ("least_confidence", "score_neg_max") => (LeastConfidence.Compute, 1, 0),
        ("least_confidence", "score_one_minus_max") => (LeastConfidence.Compute, 1, 1),
        ("margin", "score_neg_margin") => (Margin.Compute, 1, 0),
        ("margin", "margin") => (Margin.Compute, -1, 0),
        ("entropy", "score_entropy_nats") => ((p, c, u) => Entropy.Compute(p, c, u), 1, 0),
        ("entropy", "score_normalised_by_ln_C") => ((p, c, u) => Entropy.Compute(p, c, u, normalized: true), 1, 0),
        _ => throw new AssertFailedException($"{method}.json expects '{name}', which no test compares."),
    };

    // The strategies themselves over a view, in chunks of any size; all must agree.
    private static int[] Choose(GoldenCase golden, string method, float[] probabilities, int classCount)
    {
        bool hasPasses = golden.Inputs.Has("mc_probabilities");
        SyntheticView view = hasPasses
            ? GoldenPasses.Read(golden).ToView()
            : new SyntheticView(
                probabilities.Length / classCount,
                SyntheticColumn.Int64("Id", position => 1000 + position),
                SyntheticColumn.Vector("Score", classCount, (position, row) => probabilities.AsSpan((int)position * classCount, classCount).CopyTo(row)));
        (SelectionStrategy strategy, UncertaintyMeasure measure) = (method, hasPasses) switch
        {
            ("least_confidence", false) => ((SelectionStrategy)new LeastConfidenceStrategy(), UncertaintyMeasure.LeastConfidence),
            ("least_confidence", true) => (LeastConfidenceStrategy.OverPasses(), UncertaintyMeasure.LeastConfidence),
            ("margin", false) => (new MarginStrategy(), UncertaintyMeasure.Margin),
            ("margin", true) => (MarginStrategy.OverPasses(), UncertaintyMeasure.Margin),
            (_, false) => (new EntropyStrategy(), UncertaintyMeasure.Entropy),
            (_, true) => (EntropyStrategy.OverPasses(), UncertaintyMeasure.Entropy),
        };
        List<int> chunkSizes = [1, 7, RowSelection.ChunkSize];
        if (golden.Params.Has("stream_buffer_size"))
        {
            chunkSizes.Add(golden.Params["stream_buffer_size"].Int);
        }
        int[][] results = [.. chunkSizes.Select(chunkSize => RowSelection
            .Select(view, "Id", strategy, new SelectionContext { QuerySize = golden.Budget, Seed = 0 }, chunkSize: chunkSize)
            .Select(r => (int)r.Position).ToArray())];
        foreach (int[] result in results)
        {
            CollectionAssert.AreEqual(results[0], result, "chunk sizes disagree");
        }
        var matrix = new FloatMatrix(probabilities, probabilities.Length / classCount, classCount);
        CollectionAssert.AreEqual(results[0], TopRows.SelectUncertain(matrix, measure, golden.Budget).Select(p => p.Index).ToArray(), "the matrix in memory disagrees");
        return results[0];
    }

    // Rows that the reader refuses are ranked leniently, by the bounded heap alone.
    private static int[] Rank(string method, float[] probabilities, int classCount, int budget)
    {
        float[] utilities = new float[probabilities.Length / classCount];
        Recorded(method, method switch { "entropy" => "score_entropy_nats", "margin" => "score_neg_margin", _ => "score_neg_max" })
            .Compute(probabilities, classCount, utilities);
        var best = new TopK<int>(budget);
        for (int n = 0; n < utilities.Length; n++)
        {
            best.Add(utilities[n], n, n);
        }
        return [.. best.ToRankedArray().Select(r => r.Item)];
    }

    private static (float[] Values, int ClassCount) Probabilities(GoldenCase golden)
    {
        if (!golden.Inputs.Has("mc_probabilities"))
        {
            long[] shape = golden.Inputs["probabilities"].Shape;
            return (golden.Inputs["probabilities"].Floats, shape.Length > 1 ? (int)shape[1] : 1);
        }
        GoldenPasses passes = GoldenPasses.Read(golden);
        float[] means = new float[passes.RowCount * passes.ClassCount];
        PassAverage.Compute(passes.Values, passes.PassCount, passes.ClassCount, means);
        return (means, passes.ClassCount);
    }
}
