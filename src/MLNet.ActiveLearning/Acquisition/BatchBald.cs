using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>BatchBALD: the batch whose labels together would say most about the model.</summary>
/// <remarks>
/// <para>
/// Score of a batch A: <c>a(A) = H(y_A) - sum_{n in A} (1/S) sum_s H(P[s, n])</c>, with the joint distribution
/// <c>p(y_A) = (1/S) sum_s prod_{n in A} P[s, n, y_n]</c>; in nats, in [0, ln S]; higher is better. Greedy: from the empty batch, the sample
/// that gives the largest <c>a(A + n)</c> is added. The passes must be consistent: pass s of every sample comes from the same weights or the
/// same dropout mask, else the product over samples means nothing.
/// </para>
/// <para>
/// While <c>C^t</c> is at most the number of joint samples all label configurations of the t chosen samples are enumerated. Gains can then only
/// shrink as the batch grows, so samples whose last gain cannot win any more are not rated again; the picks are those of rating all. Beyond
/// that, label configurations are drawn anew for each step, equally many from each pass, and the entropy is estimated by importance sampling:
/// <c>H = -(1/R) sum_r sum_c Q_rc ln Q_rc / q_r</c>.
/// </para>
/// <para>
/// A sample whose passes all agree adds exactly nothing. Cost O(N M S C) a step with <c>M = min(C^t, joint samples)</c>; memory O(M S). Products
/// in single precision, sums in double. Kirsch, van Amersfoort, Gal, "BatchBALD: Efficient and Diverse Batch Acquisition for Deep Bayesian Active
/// Learning", NeurIPS 2019.
/// </para>
/// </remarks>
public static class BatchBald
{
    /// <summary>Default number of label configurations that stand for all of them.</summary>
    public const int DefaultJointSampleCount = 10_000;

    /// <summary>Chooses a batch.</summary>
    /// <param name="passes">(N, S x C): each sample's passes one after the other; each pass sums to 1.</param>
    /// <param name="passCount">Number of passes S, at least 1.</param>
    /// <param name="count">Size of the batch; more than N gives all samples, 0 and less none.</param>
    /// <param name="nextUniform">
    /// Uniform numbers in [0, 1). Used only once configurations have to be drawn: for each sample of the batch in order of choice, for each
    /// pass, <c>jointSampleCount / S</c> numbers (at least one).
    /// </param>
    /// <param name="jointSampleCount">Most label configurations to use, at least 1; all of them are enumerated while there are no more.</param>
    /// <param name="candidateCount">Choose among this many samples with the largest BALD utilities (at least the batch); null for all.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>min(count, N) samples in order of choice; the score of a pick is <c>a</c> of the batch up to and with it, not its gain.</returns>
    /// <exception cref="ArgumentException">The passes do not divide the columns, a number is out of range, or a value is NaN or infinite.</exception>
    public static Pick[] Select(
        FloatMatrix passes,
        int passCount,
        int count,
        Func<double> nextUniform,
        int jointSampleCount = DefaultJointSampleCount,
        int? candidateCount = null,
        Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(nextUniform);
        ArgumentOutOfRangeException.ThrowIfLessThan(jointSampleCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(candidateCount ?? 1, 1, nameof(candidateCount));
        CheckPasses(passes, passCount);
        count = Math.Min(count, passes.RowCount);
        return count <= 0 ? [] : new BatchBaldSearch(passes, passCount, parallelism).Run(count, nextUniform, jointSampleCount, candidateCount);
    }

    /// <summary>Scores of a batch with each sample added, <c>a(A + n)</c>, over all label configurations: O(N C^|A| S C).</summary>
    /// <param name="passes">(N, S x C).</param>
    /// <param name="passCount">Number of passes S.</param>
    /// <param name="batch">A, in any order; may be empty, which gives the BALD utilities.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>(N): in nats; of no meaning for members of the batch.</returns>
    /// <exception cref="ArgumentException">The passes do not divide the columns, a value is NaN or infinite, a sample does not exist, or there are too many configurations for an array.</exception>
    public static double[] ComputeScores(FloatMatrix passes, int passCount, ReadOnlySpan<int> batch, Parallelism parallelism = default)
    {
        CheckPasses(passes, passCount);
        CheckBatch(passes, batch);
        var joint = JointConfigurations.Empty(passCount);
        double conditional = 0;
        double[] entropies = new double[passes.RowCount];
        Bald.ComputeExpectedEntropy(passes.Span, passCount, passes.ColumnCount / passCount, entropies);
        foreach (int sample in batch)
        {
            joint = joint.Extend(passes[sample]);
            conditional += entropies[sample];
        }
        double[] scores = new double[passes.RowCount];
        new JointEntropy(joint).Compute(passes, Enumerable.Range(0, passes.RowCount).ToArray(), scores, parallelism);
        for (int n = 0; n < scores.Length; n++)
        {
            scores[n] -= conditional + entropies[n];
        }
        return scores;
    }

    /// <summary>Estimates the entropy of the labels of a batch from drawn configurations: <c>-(1/R) sum_r ln q_r</c>, in nats.</summary>
    /// <param name="passes">(N, S x C).</param>
    /// <param name="passCount">Number of passes S.</param>
    /// <param name="batch">(B): the samples of the batch, at least one.</param>
    /// <param name="choices">(B, R): the label of each sample in each of R configurations, R / S of them drawn from each pass; one that no pass allows gives NaN.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is NaN or infinite, or a sample or a label does not exist.</exception>
    public static double EstimateEntropy(FloatMatrix passes, int passCount, ReadOnlySpan<int> batch, ReadOnlyMemory<int> choices)
    {
        CheckChoices(passes, passCount, batch, choices.Span);
        return JointConfigurations.FromChoices(passes, passCount, batch, choices, default).Entropy;
    }

    /// <summary>Estimates the entropy of the labels of a batch and each sample, <c>H(y_A, y_n)</c>, from drawn configurations.</summary>
    /// <param name="passes">(N, S x C).</param>
    /// <param name="passCount">Number of passes S.</param>
    /// <param name="batch">(B): the samples of the batch, at least one.</param>
    /// <param name="choices">(B, R): the label of each sample in each of R configurations, R / S of them drawn from each pass; one that no pass allows gives NaN.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>(N): in nats.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit together, a value is NaN or infinite, or a sample or a label does not exist.</exception>
    public static double[] EstimateJointEntropies(
        FloatMatrix passes, int passCount, ReadOnlySpan<int> batch, ReadOnlyMemory<int> choices, Parallelism parallelism = default)
    {
        CheckChoices(passes, passCount, batch, choices.Span);
        var joint = JointConfigurations.FromChoices(passes, passCount, batch, choices, parallelism);
        double[] entropies = new double[passes.RowCount];
        new JointEntropy(joint).Compute(passes, Enumerable.Range(0, passes.RowCount).ToArray(), entropies, parallelism);
        return entropies;
    }

    private static void CheckPasses(FloatMatrix passes, int passCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(passCount, 1);
        if (passes.ColumnCount % passCount != 0)
        {
            throw new ArgumentException($"The matrix has {passes.ColumnCount} columns, which {passCount} passes do not divide; give passes x classes columns.", nameof(passes));
        }
        FiniteRows.Check(passes, "passes");
    }

    private static void CheckBatch(FloatMatrix passes, ReadOnlySpan<int> batch)
    {
        foreach (int sample in batch)
        {
            if ((uint)sample >= (uint)passes.RowCount)
            {
                throw new ArgumentException($"The batch names sample {sample}, but there are {passes.RowCount} samples; give numbers from 0 to {passes.RowCount - 1}.", nameof(batch));
            }
        }
    }

    private static void CheckChoices(FloatMatrix passes, int passCount, ReadOnlySpan<int> batch, ReadOnlySpan<int> choices)
    {
        CheckPasses(passes, passCount);
        CheckBatch(passes, batch);
        if (batch.IsEmpty || choices.IsEmpty || choices.Length % batch.Length != 0)
        {
            throw new ArgumentException($"{choices.Length} labels do not fit a batch of {batch.Length} samples; give the same number of labels, at least one, for each sample.", nameof(choices));
        }
        int classCount = passes.ColumnCount / passCount, configurations = choices.Length / batch.Length;
        for (int i = 0; i < choices.Length; i++)
        {
            if ((uint)choices[i] >= (uint)classCount)
            {
                throw new ArgumentException(
                    $"Configuration {i % configurations} gives sample {batch[i / configurations]} the label {choices[i]}, but there are {classCount} classes; give labels from 0 to {classCount - 1}.", nameof(choices));
            }
        }
    }
}
