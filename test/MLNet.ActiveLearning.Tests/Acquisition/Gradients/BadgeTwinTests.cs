using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>BADGE against gradients written out in double precision, and against itself without its bounds.</summary>
[TestClass]
public sealed class BadgeTwinTests
{
    public static IEnumerable<object[]> Kinds => Enum.GetValues<GradientKind>().Select(k => new object[] { k });

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Choices_equal_those_of_the_naive_twin(GradientKind kind)
    {
        foreach (GradientSamples sample in GradientSamples.All(150))
        {
            GradientEmbeddings gradients = sample.Gradients(kind);
            double[][] written = GradientSamples.WriteOut(gradients);
            double scale = written.Max(g => GradientSamples.Dot(g, g));
            double[] uniforms = Uniforms(40);
            int next = 0;
            Pick[] picks = Badge.Select(gradients, 40, () => uniforms[next++]);

            double[] distances = [.. Enumerable.Repeat(double.PositiveInfinity, written.Length)];
            var chosen = new HashSet<int>();
            for (int i = 0; i < picks.Length; i++)
            {
                int row = picks[i].Index;
                double[] weights = [.. distances.Select((d, n) => i == 0 ? GradientSamples.Dot(written[n], written[n]) : chosen.Contains(n) ? 0 : d)];
                Assert.AreEqual(weights[row], picks[i].Score, 1e-4 * scale, $"{sample.Name}, pick {i}");
                AssertChoice(weights, i == 0 ? null : uniforms[i - 1], row, chosen, 2e-5 * scale, $"{sample.Name}, pick {i}");
                Assert.IsTrue(chosen.Add(row));
                for (int n = 0; n < written.Length; n++)
                {
                    distances[n] = Math.Min(distances[n], GradientSamples.SquaredDistance(written[n], written[row]));
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Bounds_change_no_distance_by_a_single_bit_and_save_work(GradientKind kind)
    {
        long read = 0, possible = 0;
        foreach (GradientSamples sample in GradientSamples.All(700, seed: 7))
        {
            GradientEmbeddings gradients = sample.Gradients(kind);
            var with = new NearestCenterDistances(gradients, default);
            var without = new NearestCenterDistances(gradients, new Parallelism(1), usesBounds: false);
            double[] uniforms = Uniforms(60);
            int center = with.FindLargest();
            foreach (double uniform in uniforms)
            {
                with.Add(center);
                without.Add(center);
                CollectionAssert.AreEqual(without.Values.ToArray(), with.Values.ToArray(), sample.Name);
                center = with.Draw(uniform);
                Assert.AreEqual(without.Draw(uniform), center, sample.Name);
            }
            read += with.ComparedCount;
            possible += without.ComparedCount;
        }
        Assert.IsTrue(kind == GradientKind.Bias ? read == possible : read < possible / 2, $"{read} of {possible} embeddings read");
    }

    [TestMethod]
    public void Threads_do_not_matter_beyond_one_block()
    {
        GradientSamples sample = GradientSamples.All(1700).ElementAt(5);
        GradientEmbeddings gradients = sample.Gradients(GradientKind.Linear);
        Pick[] expected = Badge.Select(gradients, 100, new SeededRandom(1).NextDouble, new Parallelism(1));
        foreach (int threads in new[] { 2, 3, 8 })
        {
            CollectionAssert.AreEqual(expected, Badge.Select(gradients, 100, new SeededRandom(1).NextDouble, new Parallelism(threads)));
        }
    }

    [TestMethod]
    public void More_rows_than_there_are_gives_every_row_once_and_none_gives_none()
    {
        foreach (GradientSamples sample in GradientSamples.All(33))
        {
            GradientEmbeddings gradients = sample.Gradients(GradientKind.Linear);
            int[] all = [.. Badge.Select(gradients, int.MaxValue, new SeededRandom(1).NextDouble).Select(p => p.Index)];
            CollectionAssert.AreEquivalent(Enumerable.Range(0, 33).ToArray(), all, sample.Name);
            Assert.AreEqual(0, Badge.Select(gradients, 0, new SeededRandom(1).NextDouble).Length);
            Assert.AreEqual(0, Badge.Select(gradients, -3, new SeededRandom(1).NextDouble).Length);
        }
    }

    [TestMethod]
    public void A_cancelled_selection_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        GradientEmbeddings gradients = GradientSamples.All(1700).First().Gradients(GradientKind.Linear);
        Assert.ThrowsException<OperationCanceledException>(() => Badge.Select(gradients, 5, () => 0, new Parallelism(2, source.Token)));
    }

    // The row must be the twin's unless the twin's own decision lies within rounding.
    private static void AssertChoice(double[] weights, double? uniform, int row, HashSet<int> chosen, double rounding, string when)
    {
        double total = weights.Sum();
        if (uniform is null)
        {
            Assert.IsTrue(weights[row] >= weights.Max() - rounding && (weights.Max() > rounding || row == 0), when);
        }
        else if (total <= rounding * weights.Length)
        {
            Assert.IsFalse(chosen.Contains(row), when);
        }
        else
        {
            double before = weights.Take(row).Sum();
            double target = uniform.Value * total;
            Assert.IsTrue(before <= target + (rounding * weights.Length) && before + weights[row] >= target - (rounding * weights.Length), $"{when}: {before} + {weights[row]} against {target}");
        }
    }

    private static double[] Uniforms(int count)
    {
        var random = new SeededRandom(11);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
