using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The fast kernels against the formulas written down naively in double precision.</summary>
[TestClass]
public sealed class UncertaintyTwinTests
{
    private const int RowCount = 333;

    private delegate void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities);

    public static IEnumerable<object[]> ClassCounts => [[1], [2], [3], [10], [17], [100], [1000]];

    [TestMethod]
    [DynamicData(nameof(ClassCounts))]
    public void Least_confidence_equals_its_formula(int classCount) =>
        AssertEqual(LeastConfidence.Compute, row => -row.Max(), classCount, exact: true);

    [TestMethod]
    [DynamicData(nameof(ClassCounts))]
    public void Margin_equals_its_formula(int classCount) => AssertEqual(
        Margin.Compute,
        row => row.OrderDescending().Append(0).ElementAt(1) - row.Max(),
        classCount);

    [TestMethod]
    [DynamicData(nameof(ClassCounts))]
    public void Entropy_equals_its_formula(int classCount) => AssertEqual(
        (p, c, u) => Entropy.Compute(p, c, u),
        row => Math.Max(0, -row.Sum(p => p == 0 ? 0 : p * Math.Log(p))),
        classCount);

    [TestMethod]
    [DynamicData(nameof(ClassCounts))]
    public void Normalized_entropy_equals_its_formula(int classCount) => AssertEqual(
        (p, c, u) => Entropy.Compute(p, c, u, normalized: true),
        row => classCount == 1 ? 0 : -row.Sum(p => p == 0 ? 0 : p * Math.Log(p)) / Math.Log(classCount),
        classCount);

    [TestMethod]
    [DynamicData(nameof(ClassCounts))]
    public void A_row_has_the_same_utility_wherever_it_stands(int classCount)
    {
        float[] probabilities = RandomRows(classCount);
        foreach (Compute compute in new Compute[] { LeastConfidence.Compute, Margin.Compute, (p, c, u) => Entropy.Compute(p, c, u) })
        {
            float[] together = new float[RowCount];
            compute(probabilities, classCount, together);
            float[] alone = new float[1];
            for (int n = 0; n < RowCount; n++)
            {
                compute(probabilities.AsSpan(n * classCount, classCount), classCount, alone);
                Assert.AreEqual(together[n], alone[0], $"row {n}, bit for bit");
            }
        }
    }

    [TestMethod]
    public void Top_k_equals_a_stable_sort_whatever_the_order_of_the_stream()
    {
        var random = new SeededRandom(4);
        for (int round = 0; round < 300; round++)
        {
            int count = random.NextInt32(60);
            int capacity = random.NextInt32(70);
            // Few different values, so that ties are common.
            float[] utilities = [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(12) switch { 0 => float.NaN, 1 => float.NegativeInfinity, 2 => float.PositiveInfinity, var v => v * 0.5f })];
            int[] expected = [.. Enumerable.Range(0, count)
                .OrderBy(i => float.IsNaN(utilities[i]) ? 1 : 0)
                .ThenByDescending(i => utilities[i])
                .ThenBy(i => i)
                .Take(capacity)];
            var best = new TopK<int>(capacity);
            foreach (int i in random.Permutation(count))
            {
                bool accepted = best.Accepts(utilities[i], i);
                int[] before = [.. best.ToRankedArray().Select(r => r.Item)];
                best.Add(utilities[i], i, i);
                Assert.AreEqual(accepted, best.ToRankedArray().Any(r => r.Item == i));
                if (!accepted)
                {
                    CollectionAssert.AreEqual(before, best.ToRankedArray().Select(r => r.Item).ToArray());
                }
            }
            CollectionAssert.AreEqual(expected, best.ToRankedArray().Select(r => r.Item).ToArray());
        }
    }

    [TestMethod]
    public void Lengths_that_do_not_fit_are_refused_with_their_numbers()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => Margin.Compute(new float[7], 3, new float[2])).Message;
        StringAssert.Contains(message, "7");
        StringAssert.Contains(message, "6");
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => Entropy.Compute([], 0, []));
    }

    private static void AssertEqual(Compute compute, Func<double[], double> formula, int classCount, bool exact = false)
    {
        float[] probabilities = RandomRows(classCount);
        float[] fast = new float[RowCount];
        compute(probabilities, classCount, fast);
        double[] naive = [.. probabilities.Chunk(classCount).Select(row => formula([.. row.Select(p => (double)p)]))];
        for (int n = 0; n < RowCount; n++)
        {
            Assert.AreEqual(naive[n], fast[n], exact ? 0 : 1e-6 + (1e-5 * Math.Abs(naive[n])), $"row {n}");
        }
        // The fast ranking never puts a row before one that is better by more than rounding.
        int[] ranking = [.. Enumerable.Range(0, RowCount).OrderByDescending(n => fast[n]).ThenBy(n => n)];
        double worstSoFar = double.PositiveInfinity;
        foreach (int n in ranking)
        {
            Assert.IsTrue(naive[n] <= worstSoFar + 2e-6, $"row {n} ranks too low");
            worstSoFar = Math.Min(worstSoFar, naive[n]);
        }
    }

    // A few one-hot, uniform and repeated rows among random ones.
    private static float[] RandomRows(int classCount)
    {
        var random = new SeededRandom((ulong)classCount);
        var rows = Enumerable.Range(0, RowCount).Select(_ => SignalRows.RandomProbabilities(random, classCount)).ToArray();
        rows[3] = [.. Enumerable.Range(0, classCount).Select(c => c == classCount / 2 ? 1f : 0f)];
        rows[5] = [.. Enumerable.Repeat(1f / classCount, classCount)];
        rows[RowCount - 1] = rows[4];
        return [.. rows.SelectMany(r => r)];
    }
}
