using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The utilities over passes against their formulas in double precision.</summary>
[TestClass]
public sealed class PassTwinTests
{
    private const int RowCount = 60;

    private delegate void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities);

    private static readonly Dictionary<string, (Compute Compute, Func<double[][], double> Formula)> Measures = new()
    {
        ["bald"] = (Bald.Compute, p => Math.Max(0, Entropy(Mean(p)) - p.Average(Entropy))),
        ["votes"] = (VariationRatio.Compute, p => 1 - (p.GroupBy(pass => Array.IndexOf(pass, pass.Max())).Max(g => g.Count()) / (double)p.Length)),
        ["soft"] = (VariationRatio.ComputeSoft, p => 1 - Mean(p).Max()),
        ["deviation"] = (MeanStandardDeviation.Compute, p => Variances(p).Average(Math.Sqrt)),
        ["variance"] = (MeanStandardDeviation.ComputeVariance, p => Variances(p).Average()),
    };

    public static IEnumerable<object[]> Cases => from measure in Measures.Keys
                                                 from shape in new[] { (1, 3), (2, 1), (3, 2), (5, 7), (10, 8), (10, 10), (4, 17), (3, 100), (40, 5) }
                                                 select (object[])[measure, shape.Item1, shape.Item2];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Utilities_equal_their_formulas_wherever_a_row_stands(string measure, int passCount, int classCount)
    {
        float[] passes = Draw(passCount, classCount);
        int width = passCount * classCount;
        float[] together = new float[RowCount];
        Measures[measure].Compute(passes, passCount, classCount, together);
        float[] alone = new float[1];
        for (int n = 0; n < RowCount; n++)
        {
            double[][] row = [.. passes.Skip(n * width).Take(width).Select(p => (double)p).Chunk(classCount)];
            Assert.AreEqual(Measures[measure].Formula(row), together[n], 1e-6, $"row {n}");
            Measures[measure].Compute(passes.AsSpan(n * width, width), passCount, classCount, alone);
            Assert.AreEqual(together[n], alone[0], $"row {n}, bit for bit");
        }
    }

    [TestMethod]
    public void Equal_passes_give_exactly_nothing()
    {
        var random = new SeededRandom(6);
        foreach (int passCount in new[] { 1, 2, 3, 7, 10, 33, 100 })
        {
            foreach (int classCount in new[] { 1, 2, 5, 8, 10, 100 })
            {
                float[] row = [.. Enumerable.Repeat(SignalRows.RandomProbabilities(random, classCount), passCount).SelectMany(p => p)];
                foreach (string measure in new[] { "bald", "votes", "deviation", "variance" })
                {
                    float[] utility = [1f];
                    Measures[measure].Compute(row, passCount, classCount, utility);
                    Assert.AreEqual(0f, utility[0], $"{measure}, {passCount} passes, {classCount} classes");
                }
                float[] mean = new float[classCount];
                PassAverage.Compute(row, passCount, classCount, mean);
                CollectionAssert.AreEqual(row[..classCount], mean);
            }
        }
    }

    [TestMethod]
    public void Lengths_that_do_not_fit_are_refused_with_their_numbers()
    {
        foreach ((string measure, var pair) in Measures)
        {
            string message = Assert.ThrowsException<ArgumentException>(() => pair.Compute(new float[11], 2, 3, new float[2]), measure).Message;
            StringAssert.Contains(message, "11");
            StringAssert.Contains(message, "12");
            Assert.ThrowsException<ArgumentOutOfRangeException>(() => pair.Compute([], 0, 3, []), measure);
            Assert.ThrowsException<ArgumentOutOfRangeException>(() => pair.Compute([], 3, 0, []), measure);
        }
        Assert.ThrowsException<ArgumentException>(() => PassAverage.Compute(new float[11], 2, 3, new float[6]));
        Assert.ThrowsException<ArgumentException>(() => VariationRatio.ComputeVotes(new float[12], 2, 3, new int[3]));
    }

    private static double Entropy(double[] p) => -p.Sum(x => x == 0 ? 0 : x * Math.Log(x));

    private static double[] Mean(double[][] passes) => [.. passes[0].Select((_, c) => passes.Average(p => p[c]))];

    private static IEnumerable<double> Variances(double[][] passes) => Mean(passes).Select((mean, c) => passes.Average(p => Math.Pow(p[c] - mean, 2)));

    // One-hot passes, ties and repeated rows among random ones.
    private static float[] Draw(int passCount, int classCount)
    {
        var random = new SeededRandom((ulong)((passCount * 1000) + classCount));
        float[] Pass() => random.NextInt32(5) switch
        {
            0 => [.. Enumerable.Range(0, classCount).Select(c => c == (classCount / 2) ? 1f : 0f)],
            1 => [.. Enumerable.Repeat(1f / classCount, classCount)],
            _ => SignalRows.RandomProbabilities(random, classCount),
        };
        float[][] rows = [.. Enumerable.Range(0, RowCount).Select(_ => Enumerable.Range(0, passCount).SelectMany(_ => Pass()).ToArray())];
        rows[RowCount - 1] = rows[1];
        return [.. rows.SelectMany(r => r)];
    }
}
