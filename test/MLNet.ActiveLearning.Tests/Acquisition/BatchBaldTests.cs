using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>BatchBALD against its formulas in plain loops of double precision, and its own promises.</summary>
[TestClass]
public sealed class BatchBaldTests
{
    private const double Rounding = 2e-6;

    // Rows, passes, classes, batch, and how the rows are made.
    public static IEnumerable<object[]> Pools =>
    [
        [25, 6, 3, 5, "random"], [30, 9, 4, 4, "clustered"], [24, 5, 3, 6, "duplicates"], [12, 7, 11, 3, "random"], [10, 1, 4, 4, "random"], [8, 4, 1, 8, "random"],
        [9, 3, 2, 9, "agreeing"], [150, 4, 3, 5, "duplicates"],
    ];

    [TestMethod]
    [DynamicData(nameof(Pools))]
    public void Batches_equal_those_of_rating_every_sample_by_all_configurations(int rows, int passCount, int classCount, int count, string kind)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            float[] values = Draw(rows, passCount, classCount, kind, seed);
            var matrix = new FloatMatrix(values, rows, passCount * classCount);
            Pick[] picks = BatchBald.Select(matrix, passCount, count, NoDraw, jointSampleCount: int.MaxValue);
            var batch = new List<int>();
            foreach (Pick pick in picks)
            {
                double[] naive = NaiveScores(values, rows, passCount, classCount, batch);
                Assert.AreEqual(naive[pick.Index], pick.Score, Rounding);
                for (int n = 0; n < rows; n++)
                {
                    if (batch.Contains(n) || n == pick.Index)
                    {
                        continue;
                    }
                    Assert.IsTrue(naive[n] <= naive[pick.Index] + Rounding, $"{kind}, seed {seed}: sample {n} is better than {pick.Index}");
                    bool isCopy = values.AsSpan(n * matrix.ColumnCount, matrix.ColumnCount).SequenceEqual(matrix[pick.Index]);
                    Assert.IsFalse(isCopy && n < pick.Index, $"{kind}, seed {seed}: of the equal samples {n} and {pick.Index} the first has to be picked");
                }
                batch.Add(pick.Index);
            }
            Assert.AreEqual(Math.Min(count, rows), batch.Distinct().Count());
        }
    }

    [TestMethod]
    public void Estimated_entropies_equal_the_formula_for_the_same_draws()
    {
        const int rows = 20, passCount = 5, classCount = 4, draws = 7;
        // Without zeros, so that any labels may have been drawn.
        float[] values = Draw(rows, passCount, classCount, "positive", 3);
        var matrix = new FloatMatrix(values, rows, passCount * classCount);
        int[] batch = [4, 11, 2, 7, 19, 0, 13];
        var random = new SeededRandom(8);
        int[] choices = [.. Enumerable.Range(0, batch.Length * passCount * draws).Select(_ => random.NextInt32(classCount))];
        double[] estimates = BatchBald.EstimateJointEntropies(matrix, passCount, batch, choices);
        for (int n = 0; n < rows; n++)
        {
            double expected = 0;
            int configurations = passCount * draws;
            for (int r = 0; r < configurations; r++)
            {
                double[] joint = [.. Enumerable.Range(0, passCount).Select(s => Enumerable.Range(0, batch.Length)
                    .Aggregate(1.0, (product, b) => product * matrix[batch[b]][(s * classCount) + choices[(b * configurations) + r]]))];
                double q = joint.Average();
                for (int c = 0; c < classCount; c++)
                {
                    double both = joint.Select((j, s) => j * matrix[n][(s * classCount) + c]).Average();
                    expected -= both * Math.Log(both) / q / configurations;
                }
            }
            Assert.AreEqual(expected, estimates[n], 1e-5 * expected);
        }
    }

    [TestMethod]
    public void Samples_and_labels_that_do_not_exist_are_refused()
    {
        var matrix = new FloatMatrix(Draw(6, 2, 3, "positive", 1), 6, 6);
        foreach (int label in new[] { -1, 3 })
        {
            int[] choices = [0, 1, 2, 0, label, 1];
            foreach (Action estimate in new Action[]
            {
                () => BatchBald.EstimateEntropy(matrix, 2, [4, 5], choices),
                () => BatchBald.EstimateJointEntropies(matrix, 2, [4, 5], choices),
            })
            {
                StringAssert.Contains(
                    Assert.ThrowsException<ArgumentException>(estimate).Message, $"Configuration 1 gives sample 5 the label {label}, but there are 3 classes");
            }
        }
        foreach (int sample in new[] { -1, 6 })
        {
            foreach (Action compute in new Action[]
            {
                () => BatchBald.EstimateEntropy(matrix, 2, [0, sample], new int[4]),
                () => BatchBald.EstimateJointEntropies(matrix, 2, [0, sample], new int[4]),
                () => BatchBald.ComputeScores(matrix, 2, [0, sample]),
            })
            {
                StringAssert.Contains(Assert.ThrowsException<ArgumentException>(compute).Message, $"sample {sample}, but there are 6 samples");
            }
        }
    }

    [TestMethod]
    public void More_configurations_than_an_array_holds_are_an_error_that_says_so()
    {
        Assert.AreEqual(2_000_000_000, JointConfigurations.LengthOf(100_000, 20_000));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => JointConfigurations.LengthOf(3_000_000, 1000)).Message, "Use fewer joint samples");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => JointConfigurations.LengthOf(1L << 40, 1 << 20)).Message, "Use fewer joint samples");
    }

    [TestMethod]
    public void Drawn_configurations_give_nearly_the_scores_of_all()
    {
        const int rows = 30, passCount = 10, classCount = 3, count = 5;
        var matrix = new FloatMatrix(Draw(rows, passCount, classCount, "random", 5), rows, passCount * classCount);
        // 3 configurations at most: every step after the second is drawn, with 2 000 draws for each pass.
        double[] all = [.. BatchBald.Select(matrix, passCount, count, NoDraw).Select(p => p.Score)];
        Pick[] drawn = BatchBald.Select(matrix, passCount, count, new SeededRandom(1).NextDouble, jointSampleCount: 200);
        for (int t = 0; t < count; t++)
        {
            Assert.AreEqual(all[t], drawn[t].Score, 0.15, $"step {t}");
        }
    }

    [TestMethod]
    public void Long_batches_do_not_underflow()
    {
        const int rows = 400, passCount = 4, classCount = 10;
        var matrix = new FloatMatrix(Draw(rows, passCount, classCount, "positive", 5), rows, passCount * classCount);
        Pick[] picks = BatchBald.Select(matrix, passCount, rows, new SeededRandom(1).NextDouble, jointSampleCount: 40);
        Assert.AreEqual(rows, picks.DistinctBy(p => p.Index).Count());
        // Configurations of 400 labels have probabilities around 1e-300.
        Assert.IsTrue(picks.All(p => double.IsFinite(p.Score)));
    }

    [TestMethod]
    public void Threads_do_not_change_a_bit()
    {
        const int rows = 300, passCount = 8, classCount = 5;
        var matrix = new FloatMatrix(Draw(rows, passCount, classCount, "clustered", 2), rows, passCount * classCount);
        Pick[] Run(int threads) => BatchBald.Select(matrix, passCount, 12, new SeededRandom(1).NextDouble, 500, null, new Parallelism(threads));
        Pick[] expected = Run(1);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            CollectionAssert.AreEqual(expected, Run(threads));
        }
    }

    [TestMethod]
    public void Samples_on_which_the_passes_agree_are_picked_last_in_their_order()
    {
        const int rows = 12, passCount = 4, classCount = 3;
        float[] values = Draw(rows, passCount, classCount, "random", 9);
        for (int n = 3; n < 8; n++)
        {
            for (int s = 1; s < passCount; s++)
            {
                values.AsSpan(n * passCount * classCount, classCount).CopyTo(values.AsSpan(((n * passCount) + s) * classCount));
            }
        }
        Pick[] picks = BatchBald.Select(new FloatMatrix(values, rows, passCount * classCount), passCount, rows, NoDraw, int.MaxValue);
        CollectionAssert.AreEqual(new[] { 3, 4, 5, 6, 7 }, picks[^5..].Select(p => p.Index).ToArray());
    }

    [TestMethod]
    public void Candidates_are_those_with_the_largest_bald_utilities_and_at_least_the_batch()
    {
        const int rows = 40, passCount = 6, classCount = 3;
        float[] values = Draw(rows, passCount, classCount, "random", 4);
        var matrix = new FloatMatrix(values, rows, passCount * classCount);
        float[] utilities = new float[rows];
        Bald.Compute(values, passCount, classCount, utilities);
        int[] best = [.. TopRows.Select(utilities, 10).Select(p => p.Index)];
        CollectionAssert.IsSubsetOf(BatchBald.Select(matrix, passCount, 4, NoDraw, candidateCount: 10).Select(p => p.Index).ToArray(), best);
        CollectionAssert.AreEquivalent(best, BatchBald.Select(matrix, passCount, 10, new SeededRandom(1).NextDouble, 100, candidateCount: 1).Select(p => p.Index).ToArray());
    }

    [TestMethod]
    public void Numbers_out_of_range_are_refused()
    {
        var matrix = new FloatMatrix(new float[12], 2, 6);
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => BatchBald.Select(matrix, 4, 1, NoDraw)).Message, "6 columns");
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => BatchBald.Select(matrix, 2, 1, NoDraw, jointSampleCount: 0));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => BatchBald.Select(matrix, 2, 1, NoDraw, candidateCount: 0));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => BatchBald.EstimateEntropy(matrix, 2, [0, 1], new int[3])).Message, "3 labels");
        string message = Assert.ThrowsException<ArgumentException>(
            () => new Strategies.BatchBaldStrategy(new Strategies.BatchBaldOptions { JointSampleCount = 0, CandidateCount = -1 })).Message;
        StringAssert.Contains(message, "JointSampleCount is 0");
        StringAssert.Contains(message, "CandidateCount is -1");
    }

    private static double NoDraw() => throw new AssertFailedException("Nothing may be drawn while all configurations are enumerated.");

    private static double[] NaiveScores(float[] values, int rows, int passCount, int classCount, List<int> batch)
    {
        double P(int s, int n, int c) => values[(((n * passCount) + s) * classCount) + c];
        // (M, S): the probability of each configuration of the batch under each pass.
        List<double[]> joint = [[.. Enumerable.Repeat(1.0, passCount)]];
        foreach (int b in batch)
        {
            joint = [.. joint.SelectMany(row => Enumerable.Range(0, classCount).Select(c => row.Select((j, s) => j * P(s, b, c)).ToArray()))];
        }
        double Conditional(int n) => Enumerable.Range(0, passCount)
            .Average(s => -Enumerable.Range(0, classCount).Sum(c => P(s, n, c) == 0 ? 0 : P(s, n, c) * Math.Log(P(s, n, c))));
        double chosen = batch.Sum(Conditional);
        return [.. Enumerable.Range(0, rows).Select(n =>
        {
            double entropy = 0;
            foreach (double[] row in joint)
            {
                for (int c = 0; c < classCount; c++)
                {
                    double q = row.Select((j, s) => j * P(s, n, c)).Average();
                    entropy -= q == 0 ? 0 : q * Math.Log(q);
                }
            }
            return entropy - chosen - Conditional(n);
        })];
    }

    private static float[] Draw(int rows, int passCount, int classCount, string kind, ulong seed)
    {
        var random = new SeededRandom(seed);
        var drawn = new List<float[]>();
        for (int n = 0; n < rows; n++)
        {
            drawn.Add(kind switch
            {
                "duplicates" when n >= 4 => drawn[random.NextInt32(4)],
                "positive" => [.. Enumerable.Range(0, passCount).SelectMany(_ => SignalRows.RandomProbabilities(random, classCount))],
                "clustered" when n >= 3 => Mix(drawn[n % 3], Row(), 0.05f),
                "agreeing" => [.. Enumerable.Repeat(SignalRows.RandomProbabilities(random, classCount), passCount).SelectMany(p => p)],
                _ => Row(),
            });
        }
        return [.. drawn.SelectMany(r => r)];

        float[] Row() => [.. Enumerable.Range(0, passCount).SelectMany(_ => random.NextInt32(6) == 0
            ? OneHot(random.NextInt32(classCount))
            : SignalRows.RandomProbabilities(random, classCount))];
        float[] OneHot(int hot) => [.. Enumerable.Range(0, classCount).Select(c => c == hot ? 1f : 0f)];
        static float[] Mix(float[] a, float[] b, float share) => [.. a.Zip(b, (x, y) => ((1 - share) * x) + (share * y))];
    }
}
