using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Selecting from a matrix in memory against sorting everything.</summary>
[TestClass]
public sealed class TopRowsTests
{
    [TestMethod]
    public void Rows_equal_those_of_a_stable_sort_for_any_count_and_number_of_threads()
    {
        var random = new SeededRandom(2);
        foreach (int rows in new[] { 0, 1, 5, 4095, 4097, 60_000 })
        {
            foreach (int values in new[] { 3, 1000, int.MaxValue })
            {
                float[] utilities = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(40) switch
                {
                    0 => float.NegativeInfinity,
                    1 => float.PositiveInfinity,
                    2 => -0f,
                    3 => 0f,
                    _ => values == int.MaxValue ? (float)(random.NextDouble() - 0.5) : random.NextInt32(values) - 1,
                })];
                int[] sorted = [.. Enumerable.Range(0, rows).OrderByDescending(i => utilities[i]).ThenBy(i => i)];
                foreach (int count in new[] { -1, 0, 1, 10, 3000, rows, int.MaxValue })
                {
                    foreach (int threads in new[] { 1, 4 })
                    {
                        Pick[] picks = TopRows.Select(utilities, count, new Parallelism(threads));
                        CollectionAssert.AreEqual(sorted[..Math.Clamp(count, 0, rows)], picks.Select(p => p.Index).ToArray(), $"{rows} rows, {count}, {threads} threads");
                        Assert.IsTrue(picks.All(p => p.Score == utilities[p.Index]));
                    }
                }
            }
        }
    }

    [TestMethod]
    public void Utilities_that_rise_or_fall_are_no_trouble()
    {
        float[] rising = [.. Enumerable.Range(0, 120_000).Select(i => (float)i)];
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).Select(i => 119_999 - i).ToArray(), TopRows.Select(rising, 50).Select(p => p.Index).ToArray());
        Array.Reverse(rising);
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).ToArray(), TopRows.Select(rising, 50).Select(p => p.Index).ToArray());
        Array.Fill(rising, 0.25f);
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).ToArray(), TopRows.Select(rising, 50).Select(p => p.Index).ToArray());
    }

    [TestMethod]
    public void Uncertain_rows_have_the_bits_of_the_streamed_utilities()
    {
        const int rows = 9000;
        foreach (int classCount in new[] { 1, 3, 10, 100 })
        {
            var random = new SeededRandom((ulong)classCount);
            float[] probabilities = [.. Enumerable.Range(0, rows).SelectMany(_ => SignalRows.RandomProbabilities(random, classCount))];
            var matrix = new FloatMatrix(probabilities, rows, classCount);
            foreach (UncertaintyMeasure measure in Enum.GetValues<UncertaintyMeasure>())
            {
                float[] utilities = new float[rows];
                switch (measure)
                {
                    case UncertaintyMeasure.Entropy:
                        Entropy.Compute(probabilities, classCount, utilities);
                        break;
                    case UncertaintyMeasure.Margin:
                        Margin.Compute(probabilities, classCount, utilities);
                        break;
                    default:
                        LeastConfidence.Compute(probabilities, classCount, utilities);
                        break;
                }
                CollectionAssert.AreEqual(TopRows.Select(utilities, 500), TopRows.SelectUncertain(matrix, measure, 500), $"{measure}, {classCount} classes");
            }
        }
    }

    [TestMethod]
    public void The_first_row_that_is_not_a_number_is_named()
    {
        foreach (int classCount in new[] { 3, 20 })
        {
            float[] probabilities = new float[30_000 * classCount];
            Array.Fill(probabilities, 1f / classCount);
            probabilities[(12_345 * classCount) + 2] = float.NaN;
            probabilities[(20_000 * classCount) + 1] = -float.NaN;
            var matrix = new FloatMatrix(probabilities, 30_000, classCount);
            foreach (UncertaintyMeasure measure in Enum.GetValues<UncertaintyMeasure>())
            {
                StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => TopRows.SelectUncertain(matrix, measure, 5)).Message, "12345");
            }
        }
    }
}
