using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GLISTER against gradients and a moved layer written out in double precision.</summary>
[TestClass]
public sealed class GlisterTwinTests
{
    public static IEnumerable<object[]> Choices =>
        from kind in Enum.GetValues<GradientKind>()
        from regularizer in Enum.GetValues<GlisterRegularizer>()
        select new object[] { kind, regularizer };

    [TestMethod]
    [DynamicData(nameof(Choices))]
    public void Choices_equal_those_of_the_naive_twin(GradientKind kind, GlisterRegularizer regularizer)
    {
        foreach (bool hasValidation in new[] { true, false })
        {
            foreach (GradientSamples sample in GradientSamples.All(90))
            {
                GradientSamples other = GradientSamples.All(23, seed: 5).Single(s => s.Name == sample.Name);
                var rows = new GlisterRows(
                    sample.Gradients(kind), AtClasses(other, kind, shift: 1), hasValidation ? AtClasses(other, kind, shift: 0) : null);
                var settings = new GlisterSettings { LearningRate = 0.05, Regularizer = regularizer, RegularizerWeight = 0.3 };
                AssertGreedy(rows, settings, Glister.Select(rows, 15, settings), $"{sample.Name}, validation {hasValidation}");
            }
        }
    }

    [TestMethod]
    public void A_mean_over_many_rows_keeps_the_precision_of_Single()
    {
        // Equal rows are the worst: all additions round the same way.
        const int rows = 200_000, classCount = 3, size = 11;
        float[] embeddings = new float[rows * size], residuals = new float[rows * classCount];
        Array.Fill(embeddings, 0.1f);
        Array.Fill(residuals, 0.7f);
        GradientEmbeddings shape = GradientEmbeddings.AtPredictedClasses(new FloatMatrix(new float[classCount], 1, classCount), new FloatMatrix(new float[size], 1, size), GradientKind.BiasLinear);
        foreach (int threads in new[] { 1, 3 })
        {
            var mean = new LayerGradient(shape);
            mean.SetToMean([(new FloatMatrix(embeddings, rows, size), new FloatMatrix(residuals, rows, classCount))], (_, _, _) => { }, new Parallelism(threads));
            double[] found = mean.ToArray();
            for (int j = 0; j < found.Length; j++)
            {
                double expected = j < classCount ? 0.7f : (double)0.7f * 0.1f;
                Assert.AreEqual(expected, found[j], 1e-5 * expected, $"number {j}");
            }
        }
    }

    [TestMethod]
    public void Threads_do_not_matter_beyond_one_block()
    {
        GradientSamples sample = GradientSamples.All(1500).ElementAt(5);
        foreach (GlisterRegularizer regularizer in Enum.GetValues<GlisterRegularizer>())
        {
            var rows = new GlisterRows(sample.Gradients(GradientKind.BiasLinear), null, null);
            var settings = new GlisterSettings { Regularizer = regularizer };
            Pick[] expected = Glister.Select(rows, 12, settings, parallelism: new Parallelism(1));
            foreach (int threads in new[] { 2, 5 })
            {
                CollectionAssert.AreEqual(expected, Glister.Select(rows, 12, settings, parallelism: new Parallelism(threads)));
            }
        }
    }

    [TestMethod]
    public void The_random_share_is_rounded_down_and_drawn_from_the_rows_left()
    {
        GlisterRows rows = Rows(40);
        foreach ((int budget, double fraction, int greedy) in new[] { (5, 0.3, 4), (10, 0.7, 3), (10, 0.9, 1), (4, 0.5, 2), (60, 0.5, 20) })
        {
            Pick[] picks = Glister.Select(rows, budget, new GlisterSettings { RandomFraction = fraction }, new SeededRandom(3).NextDouble);
            Pick[] alone = Glister.Select(rows, greedy, new GlisterSettings());
            Assert.AreEqual(Math.Min(budget, 40), picks.Length);
            Assert.AreEqual(picks.Length, picks.DistinctBy(p => p.Index).Count());
            CollectionAssert.AreEqual(alone, picks.Take(greedy).ToArray());
            Assert.IsTrue(picks.Skip(greedy).All(p => p.Score == 0));
        }
        // Uniforms of 0 take the lowest rows left.
        Pick[] lowest = Glister.Select(rows, 6, new GlisterSettings { RandomFraction = 0.5 }, () => 0);
        int[] left = [.. Enumerable.Range(0, 40).Except(lowest.Take(3).Select(p => p.Index)).Take(3)];
        CollectionAssert.AreEqual(left, lowest.Skip(3).Select(p => p.Index).ToArray());
    }

    [TestMethod]
    public void With_one_refresh_the_first_gains_rank_all_rows_and_with_many_it_is_exact()
    {
        GlisterRows rows = Rows(40);
        double[] gains = new double[40];
        var model = new OneStepModel(rows, 0.01, default);
        model.Refresh();
        model.ValidationGradient.Multiply(rows.Pool, gains, default);
        int[] ranked = [.. Enumerable.Range(0, 40).OrderByDescending(i => gains[i]).ThenBy(i => i)];
        CollectionAssert.AreEqual(ranked, Glister.Select(rows, 40, new GlisterSettings { Refreshes = 1 }).Select(p => p.Index).ToArray());
        CollectionAssert.AreEqual(Glister.Select(rows, 12, new GlisterSettings()), Glister.Select(rows, 12, new GlisterSettings { Refreshes = 12 }));
        CollectionAssert.AreEqual(Glister.Select(rows, 12, new GlisterSettings()), Glister.Select(rows, 12, new GlisterSettings { Refreshes = 99 }));
    }

    [TestMethod]
    public void All_wrong_settings_are_named_in_one_message()
    {
        var wrong = new GlisterSettings { LearningRate = 0, Regularizer = (GlisterRegularizer)9, RegularizerWeight = -1, RandomFraction = 1, Refreshes = -2 };
        string message = Assert.ThrowsException<ArgumentException>(() => Glister.Select(Rows(3), 1, wrong)).Message;
        foreach (string part in new[] { "LearningRate is 0", "Regularizer is 9", "RegularizerWeight is -1", "RandomFraction is 1", "Refreshes is -2" })
        {
            StringAssert.Contains(message, part);
        }
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => Glister.Select(Rows(3), 1, new GlisterSettings { RandomFraction = 0.5 })).Message, "uniform numbers");
    }

    private static GlisterRows Rows(int count)
    {
        GradientSamples sample = GradientSamples.All(count).First(s => s.Name.StartsWith("random 10", StringComparison.Ordinal));
        return new GlisterRows(sample.Gradients(GradientKind.BiasLinear), null, AtClasses(GradientSamples.All(23, seed: 5).Single(s => s.Name == sample.Name), GradientKind.BiasLinear, 0));
    }

    private static GradientEmbeddings AtClasses(GradientSamples sample, GradientKind kind, int shift)
    {
        int classes = sample.Probabilities.ColumnCount;
        int[] labels = [.. Enumerable.Range(0, sample.Probabilities.RowCount).Select(i => (i + shift) % classes)];
        return GradientEmbeddings.AtClasses(sample.Probabilities, sample.Embeddings, labels, kind);
    }

    // Follows the picks; each must be the twin's own choice unless that lies within rounding.
    private static void AssertGreedy(GlisterRows rows, GlisterSettings settings, Pick[] picks, string when)
    {
        double[][] pool = GradientSamples.WriteOut(rows.Pool);
        double[] moved = new double[pool[0].Length];
        foreach (double[] g in rows.Labeled is null ? [] : GradientSamples.WriteOut(rows.Labeled))
        {
            AddTo(moved, g, settings.LearningRate);
        }
        double largest = pool.SelectMany(_ => pool, GradientSamples.SquaredDistance).Max();
        double[] nearest = [.. Enumerable.Repeat(largest, pool.Length)];
        var chosen = new List<int>();
        foreach (Pick pick in picks)
        {
            double[] gradient = MeanGradient(rows, moved);
            double[] gains = [.. pool.Select((g, i) => GradientSamples.Dot(g, gradient) + Addition(settings, pool, nearest, chosen, i))];
            double scale = 1 + gains.Max(Math.Abs) + (settings.Regularizer == GlisterRegularizer.FacilityLocation ? settings.RegularizerWeight * largest * pool.Length : 0);
            double best = Enumerable.Range(0, pool.Length).Except(chosen).Max(i => gains[i]);
            Assert.IsFalse(chosen.Contains(pick.Index), when);
            Assert.IsTrue(gains[pick.Index] >= best - (2e-5 * scale), $"{when}, pick {chosen.Count}: {gains[pick.Index]} against {best}");
            Assert.AreEqual(gains[pick.Index], pick.Score, 2e-5 * scale, when);
            chosen.Add(pick.Index);
            AddTo(moved, pool[pick.Index], settings.LearningRate);
            for (int j = 0; j < pool.Length; j++)
            {
                nearest[j] = Math.Min(nearest[j], GradientSamples.SquaredDistance(pool[j], pool[pick.Index]));
            }
        }
    }

    private static double Addition(GlisterSettings settings, double[][] pool, double[] nearest, List<int> chosen, int row) => settings.Regularizer switch
    {
        GlisterRegularizer.FacilityLocation =>
            settings.RegularizerWeight * pool.Select((g, j) => nearest[j] - Math.Min(nearest[j], GradientSamples.SquaredDistance(g, pool[row]))).Sum(),
        GlisterRegularizer.Diversity => -settings.RegularizerWeight * chosen.Sum(s => Math.Exp(-GradientSamples.SquaredDistance(pool[s], pool[row]) / 2)),
        _ => 0,
    };

    private static double[] MeanGradient(GlisterRows rows, double[] moved)
    {
        double[] mean = new double[moved.Length];
        int total = rows.Validation.Sum(v => v.Count);
        foreach (GradientEmbeddings part in rows.Validation)
        {
            for (int v = 0; v < part.Count; v++)
            {
                double[] h = part.Kind == GradientKind.Bias ? [] : LastLayer.ToDoubles(part.Embeddings[v]);
                int offset = part.Kind == GradientKind.Linear ? 0 : part.ClassCount;
                double[] logits = new double[part.ClassCount];
                for (int c = 0; c < logits.Length; c++)
                {
                    double step = offset == 0 ? 0 : moved[c];
                    for (int j = 0; j < h.Length; j++)
                    {
                        step += moved[offset + (c * h.Length) + j] * h[j];
                    }
                    logits[c] = Math.Log(Math.Max(part.Probabilities[v][c], float.Epsilon)) - step;
                }
                double[] exponentials = [.. logits.Select(z => Math.Exp(z - logits.Max()))];
                for (int c = 0; c < logits.Length; c++)
                {
                    double a = ((exponentials[c] / exponentials.Sum()) - (c == part.Classes[v] ? 1 : 0)) / total;
                    if (offset > 0)
                    {
                        mean[c] += a;
                    }
                    for (int j = 0; j < h.Length; j++)
                    {
                        mean[offset + (c * h.Length) + j] += a * h[j];
                    }
                }
            }
        }
        return mean;
    }

    private static void AddTo(double[] sum, double[] values, double factor)
    {
        for (int j = 0; j < sum.Length; j++)
        {
            sum[j] += factor * values[j];
        }
    }
}
