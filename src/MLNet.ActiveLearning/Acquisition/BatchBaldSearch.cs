using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>One greedy search of <see cref="BatchBald"/>.</summary>
internal sealed class BatchBaldSearch
{
    private const int BlockSize = 128;

    // Samples rated between two looks at the bounds; a fixed number, so that threads do not matter.
    private const int LazyStep = 96;

    private readonly FloatMatrix passes;
    private readonly int passCount;
    private readonly int classCount;
    private readonly Parallelism parallelism;
    private readonly double[] utilities;
    private readonly double[] conditional;
    private readonly double largestSumError;

    public BatchBaldSearch(FloatMatrix passes, int passCount, Parallelism parallelism)
    {
        this.passes = passes;
        this.passCount = passCount;
        this.parallelism = parallelism;
        classCount = passes.ColumnCount / passCount;
        utilities = new double[passes.RowCount];
        conditional = new double[passes.RowCount];
        double[] sumErrors = new double[Blocks.Count(passes.RowCount, BlockSize)];
        Blocks.ForEach(passes.RowCount, BlockSize, parallelism.ForWork(passes.Span.Length * 4L), (block, first, rows) =>
        {
            double[] mean = new double[classCount];
            float[] logarithms = new float[classCount + RowLanes.Width];
            Bald.ComputeExpectedEntropy(passes.Rows(first, rows).Span, passCount, classCount, conditional.AsSpan(first, rows));
            for (int n = first; n < first + rows; n++)
            {
                utilities[n] = Bald.OfRow(passes[n], passCount, mean, logarithms);
                for (int s = 0; s < passCount; s++)
                {
                    double sum = 0;
                    foreach (float p in passes[n].Slice(s * classCount, classCount))
                    {
                        sum += p;
                    }
                    sumErrors[block] = Math.Max(sumErrors[block], Math.Abs(sum - 1));
                }
            }
        });
        largestSumError = sumErrors.Max();
    }

    public Pick[] Run(int count, Func<double> nextUniform, int jointSampleCount, int? candidateCount)
    {
        List<int> candidates = Candidates(count, candidateCount);
        double[] gains = [.. utilities];
        double[] scores = new double[passes.RowCount];
        var picks = new List<Pick>(count);
        int best = Best(candidates, utilities);
        picks.Add(new Pick(best, utilities[best]));
        candidates.Remove(best);
        double chosenConditional = conditional[best];
        var exact = JointConfigurations.Empty(passCount);
        double configurations = 1;
        while (picks.Count < count)
        {
            parallelism.CancellationToken.ThrowIfCancellationRequested();
            configurations *= classCount;
            bool isExact = configurations <= jointSampleCount;
            JointConfigurations joint = isExact
                ? exact = exact.Extend(passes[picks[^1].Index])
                : Draw([.. picks.Select(p => p.Index)], Math.Max(1, jointSampleCount / passCount), nextUniform);
            double scoreOfBatch = joint.Entropy - chosenConditional;
            // A sample on which all passes agree is independent of them, whatever else is known: it adds exactly nothing.
            foreach (int n in candidates)
            {
                scores[n] = utilities[n] == 0 ? scoreOfBatch : double.NegativeInfinity;
            }
            int[] uncertain = [.. candidates.Where(n => utilities[n] > 0)];
            var entropy = new JointEntropy(joint);
            if (isExact)
            {
                RateLazily(entropy, uncertain, gains, scores, scoreOfBatch, chosenConditional, picks.Count);
            }
            else
            {
                Rate(entropy, uncertain, scores, chosenConditional);
            }
            best = Best(candidates, scores);
            picks.Add(new Pick(best, scores[best]));
            candidates.Remove(best);
            chosenConditional += conditional[best];
        }
        return [.. picks];
    }

    private static int Best(List<int> candidates, double[] scores)
    {
        // Candidates are in ascending order, so the first of equal scores has the lowest index.
        int best = candidates[0];
        foreach (int n in candidates)
        {
            if (double.IsNaN(scores[n]))
            {
                throw new ArgumentException($"The score of sample {n} is NaN, which cannot be ranked. Check that each pass of each sample is a distribution: no probability below 0, sum 1.");
            }
            best = scores[n] > scores[best] ? n : best;
        }
        return best;
    }

    private List<int> Candidates(int count, int? candidateCount)
    {
        IEnumerable<int> all = Enumerable.Range(0, passes.RowCount);
        return candidateCount is null
            ? [.. all]
            : [.. all.OrderByDescending(n => utilities[n]).ThenBy(n => n).Take(Math.Max(count, candidateCount.Value)).Order()];
    }

    private void Rate(JointEntropy entropy, ReadOnlyMemory<int> samples, double[] scores, double chosenConditional)
    {
        double[] entropies = new double[samples.Length];
        entropy.Compute(passes, samples, entropies, parallelism);
        for (int i = 0; i < entropies.Length; i++)
        {
            int n = samples.Span[i];
            scores[n] = entropies[i] - chosenConditional - conditional[n];
        }
    }

    // Rates in the order of the last known gains, which bound the present ones from above, until no other sample can win.
    private void RateLazily(
        JointEntropy entropy, int[] samples, double[] gains, double[] scores, double scoreOfBatch, double chosenConditional, int batchSize)
    {
        double[] bounds = [.. samples.Select(n => -gains[n])];
        Array.Sort(bounds, samples);
        // Rounding of the products, and probabilities that miss the sum 1, can make a gain larger than its bound by no more than this.
        double slack = 1e-5 + (4 * (batchSize + 1) * largestSumError * (((batchSize + 1) * Math.Log(classCount + 1)) + 1));
        double best = double.NegativeInfinity;
        for (int first = 0; first < samples.Length && scoreOfBatch - bounds[first] + slack >= best; first += LazyStep)
        {
            var step = samples.AsMemory(first, Math.Min(LazyStep, samples.Length - first));
            Rate(entropy, step, scores, chosenConditional);
            foreach (int n in step.Span)
            {
                gains[n] = scores[n] - scoreOfBatch;
                best = Math.Max(best, scores[n]);
            }
        }
    }

    // For each pass the labels of all samples of the batch from the pass's own distribution: the configurations are drawn from the joint one.
    private JointConfigurations Draw(int[] batch, int drawsPerPass, Func<double> nextUniform)
    {
        int[] choices = new int[JointConfigurations.LengthOf((long)passCount * drawsPerPass, batch.Length)];
        int filled = 0;
        double[] cumulative = new double[classCount];
        foreach (int n in batch)
        {
            for (int s = 0; s < passCount; s++)
            {
                double sum = 0;
                for (int c = 0; c < classCount; c++)
                {
                    sum += passes[n][(s * classCount) + c];
                    cumulative[c] = sum;
                }
                for (int draw = 0; draw < drawsPerPass; draw++)
                {
                    // Below the sum even if the product rounds up to it, so that a class of probability 0 is never drawn.
                    double limit = Math.Min(nextUniform() * sum, Math.BitDecrement(sum));
                    int label = 0;
                    while (cumulative[label] <= limit)
                    {
                        label++;
                    }
                    choices[filled++] = label;
                }
            }
        }
        return JointConfigurations.FromChoices(passes, passCount, batch, choices, parallelism);
    }
}
