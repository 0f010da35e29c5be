using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GRAD-MATCH against gradients written out in double precision.</summary>
[TestClass]
public sealed class GradMatchTwinTests
{
    public static IEnumerable<object[]> Kinds => Enum.GetValues<GradientKind>().Select(k => new object[] { k });

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Unit_weights_equal_those_of_the_naive_twin(GradientKind kind)
    {
        foreach (GradMatchTargetScale scale in Enum.GetValues<GradMatchTargetScale>())
        {
            foreach (GradientSamples sample in GradientSamples.All(120))
            {
                GradientEmbeddings gradients = sample.Gradients(kind);
                double[][] written = GradientSamples.WriteOut(gradients);
                Pick[] picks = GradMatch.SelectUnitWeights(gradients, null, 20, scale);
                double factor = scale == GradMatchTargetScale.Intended ? 20.0 / 120 : 1;
                double[] residual = [.. Enumerable.Range(0, written[0].Length).Select(j => -factor * written.Sum(g => g[j]))];
                var chosen = new HashSet<int>();
                foreach (Pick pick in picks)
                {
                    double[] squares = [.. written.Select(g => g.Zip(residual, (x, r) => (x + r) * (x + r)).Sum())];
                    double least = Enumerable.Range(0, 120).Where(i => !chosen.Contains(i)).Min(i => squares[i]);
                    double rounding = 2e-5 * (1e-3 + squares.Max());
                    Assert.IsTrue(squares[pick.Index] <= least + rounding, $"{sample.Name}, {scale}, pick {chosen.Count}");
                    Assert.AreEqual(Math.Sqrt(squares[pick.Index]), -pick.Score, 1e-4 * (1 + Math.Sqrt(squares.Max())), sample.Name);
                    Assert.IsTrue(chosen.Add(pick.Index), sample.Name);
                    residual = [.. residual.Zip(written[pick.Index], (r, g) => r + g)];
                }
            }
        }
    }

    [TestMethod]
    public void A_pursuit_gives_the_same_whether_gradients_are_written_out_or_not()
    {
        foreach (PursuitSolver solver in Enum.GetValues<PursuitSolver>())
        {
            foreach (double lambda in new[] { 0, 0.5 })
            {
                GradientEmbeddings gradients = GradientSamples.All(60).First(s => s.Name.StartsWith("random 10", StringComparison.Ordinal)).Gradients(GradientKind.BiasLinear);
                double[] target = gradients.ComputeSum();
                var settings = new PursuitSettings { Solver = solver, Lambda = lambda };
                PursuitResult factored = MatchingPursuit.Solve(GradientColumns.Of(gradients, default), target, 25, settings, default);
                PursuitResult written = MatchingPursuit.Solve(
                    GradientColumns.Of(GradientSamples.WriteOut(gradients), target.Length, default), target, 25, settings, default);
                CollectionAssert.AreEqual(written.Rows.Select(r => r.Index).ToArray(), factored.Rows.Select(r => r.Index).ToArray());
                for (int i = 0; i < written.Rows.Count; i++)
                {
                    Assert.AreEqual(written.Rows[i].Weight, factored.Rows[i].Weight, 1e-3 * (1 + written.Rows[i].Weight));
                }
                Assert.IsTrue(written.Rows.All(r => r.Weight >= 0));
                if (lambda == 0)
                {
                    Assert.IsTrue(written.ResidualNorms[^1] < written.ResidualNorms[0]);
                }
            }
        }
    }

    [TestMethod]
    public void Least_squares_without_negative_weights_equal_the_best_of_all_supports()
    {
        var random = new SeededRandom(2);
        for (int round = 0; round < 200; round++)
        {
            int size = 1 + random.NextInt32(6);
            double[][] columns = [.. Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, 8).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
            double[][] matrix = [.. columns.Select(x => columns.Select(y => GradientSamples.Dot(x, y)).ToArray())];
            double[] right = [.. Enumerable.Range(0, size).Select(_ => (2 * random.NextDouble()) - 0.7)];
            double[] w = NonNegativeLeastSquares.Solve(matrix, right);
            Assert.IsTrue(w.All(v => v >= 0));
            // At the optimum the slope of a positive weight is 0 and that of a zero weight leads below 0.
            double[] residual = [.. matrix.Select((row, i) => right[i] - GradientSamples.Dot(row, w))];
            for (int i = 0; i < size; i++)
            {
                double slope = Enumerable.Range(0, size).Sum(r => matrix[r][i] * residual[r]);
                Assert.IsTrue(w[i] > 0 ? Math.Abs(slope) < 1e-8 : slope < 1e-8, $"round {round}: weight {w[i]}, slope {slope}");
            }
        }
    }

    [TestMethod]
    public void Every_row_comes_once_when_more_are_asked_for_than_there_are()
    {
        foreach (GradientSamples sample in GradientSamples.All(31))
        {
            GradientEmbeddings gradients = sample.Gradients(GradientKind.BiasLinear);
            foreach (Pick[] picks in new[]
            {
                GradMatch.SelectUnitWeights(gradients, null, 99),
                GradMatch.SelectWeighted(gradients, null, 99, new PursuitSettings()),
                GradMatch.SelectWeighted(gradients, null, 99, new PursuitSettings { Solver = PursuitSolver.NonNegativeNormalEquations, Lambda = 0 }),
            })
            {
                CollectionAssert.AreEquivalent(Enumerable.Range(0, 31).ToArray(), picks.Select(p => p.Index).ToArray(), sample.Name);
                Assert.IsTrue(picks.All(p => double.IsFinite(p.Score)), sample.Name);
            }
        }
    }

    [TestMethod]
    public void Subsets_for_training_cover_their_shares_with_weights()
    {
        GradientSamples sample = GradientSamples.All(61).First(s => s.Name.StartsWith("random 3", StringComparison.Ordinal));
        int[] labels = [.. Enumerable.Range(0, 61).Select(i => i * i % 3)];
        GradientEmbeddings gradients = GradientEmbeddings.AtClasses(sample.Probabilities, sample.Embeddings, labels, GradientKind.BiasLinear);

        WeightedRow[] batches = TrainingSubset.SelectPerBatch(gradients, 8, 20, new PursuitSettings { Lambda = 0 });
        Assert.AreEqual(3, batches.Select(r => r.Index / 8).Distinct().Count(), "ceil(20 / 8) batches");
        Assert.IsTrue(batches.GroupBy(r => r.Index / 8).All(g => g.Select(r => r.Weight).Distinct().Count() == 1 && g.Count() == Math.Min(8, 61 - (8 * g.Key))));

        foreach (bool ownClassOnly in new[] { true, false })
        {
            WeightedRow[] rows = TrainingSubset.SelectPerClass(gradients, 12, new PursuitSettings(), ownClassOnly);
            Assert.AreEqual(rows.Length, rows.DistinctBy(r => r.Index).Count());
            for (int c = 0; c < 3; c++)
            {
                int members = labels.Count(l => l == c);
                Assert.AreEqual((int)Math.Ceiling(12.0 * members / 61), rows.Count(r => labels[r.Index] == c));
            }
        }
    }

    [TestMethod]
    public void All_wrong_settings_are_named_in_one_message()
    {
        GradientEmbeddings gradients = GradientSamples.All(5).First().Gradients(GradientKind.Linear);
        var wrong = new PursuitSettings { Lambda = -1, Tolerance = double.NaN, Solver = (PursuitSolver)5 };
        string message = Assert.ThrowsException<ArgumentException>(() => GradMatch.SelectWeighted(gradients, null, 2, wrong)).Message;
        StringAssert.Contains(message, "Lambda is -1");
        StringAssert.Contains(message, "Tolerance is NaN");
        StringAssert.Contains(message, "Solver is 5");
    }
}
