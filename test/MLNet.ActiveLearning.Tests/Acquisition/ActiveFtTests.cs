using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class ActiveFtTests
{
    [TestMethod]
    [DataRow("random", 0)]
    [DataRow("random", 7)]
    [DataRow("clustered", 0)]
    [DataRow("clustered", 5)]
    [DataRow("duplicates", 0)]
    [DataRow("duplicates", 3)]
    public void Rows_losses_and_centroids_equal_those_of_the_definition_in_double_precision(string kind, int labeledCount)
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var random = new SeededRandom(seed);
            FloatMatrix features = TargetedData.Rows(kind, 90, 11, random);
            FloatMatrix labeled = labeledCount == 0 ? default : TargetedData.Rows("random", labeledCount, 11, random);
            int[] start = ActiveFt.DrawStart(90, 9, random.NextDouble);
            var training = new ActiveFtTraining { Iterations = 25, LearningRate = 0.01, Balance = seed % 2 == 0 ? 1 : 0.5 };
            List<double> losses = [];
            FloatMatrix centroids = ActiveFt.Optimize(features, start, training, labeled, losses);
            (double[][] expected, double[] expectedLosses) = ActiveFtTwin.Optimize(features, labeled, start, training);
            for (int t = 0; t < losses.Count; t++)
            {
                Assert.AreEqual(expectedLosses[t], losses[t], 1e-4 * (1 + Math.Abs(expectedLosses[t])), $"loss {t}, seed {seed}");
            }
            for (int j = 0; j < start.Length; j++)
            {
                for (int d = 0; d < features.ColumnCount; d++)
                {
                    Assert.AreEqual(expected[j][d], centroids[j][d], 1e-3, $"centroid {j}, seed {seed}");
                }
            }
            // Each choice is the best one or, within rounding, as good.
            ActiveFtTwin.AssertNearest(features, expected, ActiveFt.Select(features, start, training, labeled), 2e-3);
        }
    }

    [TestMethod]
    public void The_number_of_threads_changes_nothing()
    {
        var random = new SeededRandom(3);
        FloatMatrix features = TargetedData.Rows("clustered", 700, 17, random);
        FloatMatrix labeled = TargetedData.Rows("random", 80, 17, random);
        int[] start = ActiveFt.DrawStart(700, 90, random.NextDouble);
        var training = new ActiveFtTraining { Iterations = 5 };
        float[] one = ActiveFt.Optimize(features, start, training, labeled, null, new Parallelism(1)).Span.ToArray();
        foreach (int threads in new[] { 2, 3, 8 })
        {
            CollectionAssert.AreEqual(one, ActiveFt.Optimize(features, start, training, labeled, null, new Parallelism(threads)).Span.ToArray(), $"{threads} threads");
        }
    }

    [TestMethod]
    public void The_loss_falls()
    {
        var random = new SeededRandom(4);
        FloatMatrix features = TargetedData.Rows("clustered", 200, 8, random);
        List<double> losses = [];
        ActiveFt.Optimize(features, ActiveFt.DrawStart(200, 10, random.NextDouble), new ActiveFtTraining { Iterations = 100 }, losses: losses);
        Assert.IsTrue(losses[^1] < losses[0], $"{losses[0]} to {losses[^1]}");
    }

    [TestMethod]
    public void Permuting_the_pool_permutes_the_result()
    {
        var random = new SeededRandom(5);
        FloatMatrix features = TargetedData.Rows("random", 120, 6, random);
        int[] start = ActiveFt.DrawStart(120, 8, random.NextDouble);
        int[] order = random.Permutation(120);
        int[] moved = ActiveFt.Select(TargetedData.Reorder(features, order), [.. start.Select(s => Array.IndexOf(order, s))], new ActiveFtTraining { Iterations = 20 })
            .Select(p => order[p.Index]).ToArray();
        CollectionAssert.AreEqual(ActiveFt.Select(features, start, new ActiveFtTraining { Iterations = 20 }).Select(p => p.Index).ToArray(), moved);
    }

    [TestMethod]
    public void A_temperature_whose_exponential_overflows_single_precision_is_allowed()
    {
        var random = new SeededRandom(6);
        FloatMatrix features = TargetedData.Rows("random", 50, 6, random);
        List<double> losses = [];
        FloatMatrix centroids = ActiveFt.Optimize(features, [3, 8, 30], new ActiveFtTraining { Temperature = 0.001, Iterations = 10 }, losses: losses);
        Assert.IsTrue(losses.All(double.IsFinite));
        foreach (float value in centroids.Span)
        {
            Assert.IsTrue(float.IsFinite(value));
        }
    }

    [TestMethod]
    public void Without_attraction_or_steps_the_initial_points_are_chosen()
    {
        FloatMatrix features = TargetedData.Rows("random", 50, 6, new SeededRandom(7));
        foreach (var training in new[] { new ActiveFtTraining { Iterations = 0 }, new ActiveFtTraining { Balance = 0 } })
        {
            CollectionAssert.AreEqual(new[] { 9, 2, 44 }, ActiveFt.Select(features, [9, 2, 44], training).Select(p => p.Index).ToArray());
        }
    }

    [TestMethod]
    public void The_farthest_start_is_that_of_the_definition()
    {
        var random = new SeededRandom(8);
        FloatMatrix features = TargetedData.Rows("random", 60, 5, random);
        FloatMatrix labeled = TargetedData.Rows("random", 4, 5, random);
        foreach (FloatMatrix known in new[] { default, labeled })
        {
            double[][] centers = [.. Enumerable.Range(0, known.RowCount).Select(i => ActiveFtTwin.Unit(known[i]))];
            int[] start = ActiveFt.FindFarthestStart(features, 10, () => 0.5, known);
            for (int i = 0; i < start.Length; i++)
            {
                if (centers.Length == 0)
                {
                    Assert.AreEqual(30, start[0]);
                }
                else
                {
                    int expected = Enumerable.Range(0, 60).Except(start[..i]).MinBy(n => centers.Max(c => ActiveFtTwin.Dot(c, ActiveFtTwin.Unit(features[n]))));
                    Assert.AreEqual(expected, start[i], $"point {i}");
                }
                centers = [.. centers, ActiveFtTwin.Unit(features[start[i]])];
            }
        }
    }

    [TestMethod]
    public void Drawn_initial_points_are_different_rows()
    {
        var random = new SeededRandom(9);
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 20).ToArray(), ActiveFt.DrawStart(20, 99, random.NextDouble));
        CollectionAssert.AreEqual(new[] { 19, 0 }, ActiveFt.DrawStart(20, 2, new Queue<double>([0.9999999, 0.9999999]).Dequeue), "row 0 stands where row 19 stood");
        Assert.AreEqual(0, ActiveFt.DrawStart(0, 5, random.NextDouble).Length);
    }

    [TestMethod]
    public void What_is_wrong_is_named()
    {
        FloatMatrix features = TargetedData.Rows("random", 5, 3, new SeededRandom(1));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => ActiveFt.Select(features, [5])).Message, "row 5");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => ActiveFt.Select(features, [2, 2])).Message, "row 2 twice");
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => ActiveFt.Select(new FloatMatrix(new[] { 0, 1, 2, float.NaN }, 2, 2), [0])).Message, "Row 1");
        string all = Assert.ThrowsException<ArgumentException>(
            () => ActiveFt.Select(features, [1], new ActiveFtTraining { Temperature = 0, LearningRate = -1, Iterations = -1, Balance = double.NaN })).Message;
        foreach (string name in new[] { "Temperature is 0", "LearningRate is -1", "Iterations is -1", "Balance is NaN" })
        {
            StringAssert.Contains(all, name);
        }
    }
}
