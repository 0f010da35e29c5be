namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Numbers of TiDAL: the average probabilities of training, the loss on them and the margin of their prediction.</summary>
/// <remarks>
/// The entropy utility of TiDAL is <see cref="Entropy"/> of the predicted averages; with the classes of the prediction itself
/// instead of the classifier's, its margin utility is <see cref="Margin"/>.
/// Rows of N samples with C class probabilities follow one another, (N, C). Probabilities may underflow to 0. Sums are kept in
/// double precision. Pure, thread-safe, O(N C).
/// Kye, Choi, Byun, Chang, "TiDAL: Learning Training Dynamics for Active Learning", ICCV 2023.
/// </remarks>
public static class TrainingDynamics
{
    // The smallest normal Single: its logarithm is finite where a probability has underflowed to 0.
    private const double SmallestProbability = 1.17549435e-38;

    /// <summary>Margin utility: <c>-(q_yhat - max_(k != yhat) q_k)</c>, where yhat is the class that the classifier predicts.</summary>
    /// <remarks>The margin is negative, and the utility positive, where q prefers another class than the classifier.</remarks>
    /// <param name="dynamicProbabilities">(N, C): q.</param>
    /// <param name="classifierScores">(N, C): the classifier's probabilities or logits; ties go to the lowest class.</param>
    /// <param name="classCount">C, at least 1; with one class the other probability counts as 0.</param>
    /// <param name="utilities">(N): receives numbers in [-1, 1]; higher means more worth labelling; NaN if a probability is NaN.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void ComputeMargin(
        ReadOnlySpan<float> dynamicProbabilities, ReadOnlySpan<float> classifierScores, int classCount, Span<float> utilities)
    {
        Shape.Check(dynamicProbabilities.Length, classCount, utilities.Length);
        Shape.Check(classifierScores.Length, classCount, utilities.Length);
        for (int i = 0; i < utilities.Length; i++)
        {
            int predicted = IndexOfMaximum(classifierScores.Slice(i * classCount, classCount));
            utilities[i] = -MarginAt(predicted, dynamicProbabilities.Slice(i * classCount, classCount));
        }
    }

    /// <summary>Counts probabilities into a sample's running mean: <c>mean = (count * mean + p) / (count + 1)</c>.</summary>
    /// <param name="mean">(C): the mean of <paramref name="count"/> earlier rows; its content is ignored if that is 0.</param>
    /// <param name="probabilities">(C): p.</param>
    /// <param name="count">How many rows the mean holds.</param>
    /// <returns>The new count.</returns>
    /// <exception cref="ArgumentException">The lengths differ or the count is negative.</exception>
    public static int UpdateRunningMean(Span<float> mean, ReadOnlySpan<float> probabilities, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (mean.Length != probabilities.Length)
        {
            throw new ArgumentException($"The mean has {mean.Length} classes but the probabilities have {probabilities.Length}; pass as many.");
        }

        for (int k = 0; k < mean.Length; k++)
        {
            double before = count == 0 ? 0.0 : (double)count * mean[k];
            mean[k] = (float)((before + probabilities[k]) / (count + 1));
        }

        return count + 1;
    }

    /// <summary>Mean over the rows of <c>KL(first || second) = sum_k a_k (ln a_k - ln b_k)</c>.</summary>
    /// <remarks>
    /// TiDAL's released loss is <c>KL(running mean || module)</c>, the paper's equation 8 is <c>KL(module || snapshot)</c>. Zeros
    /// of <paramref name="second"/> count as 1.2e-38, so the result is finite.
    /// </remarks>
    /// <param name="first">(N, C): a.</param>
    /// <param name="second">(N, C): b.</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <returns>Nats, 0 or more; 0 for N = 0.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static double MeanDivergence(ReadOnlySpan<float> first, ReadOnlySpan<float> second, int classCount)
    {
        int rows = first.Length / Math.Max(classCount, 1);
        Shape.Check(first.Length, classCount, rows);
        Shape.Check(second.Length, classCount, rows);
        double sum = 0.0;
        for (int i = 0; i < first.Length; i++)
        {
            double a = first[i];
            sum += a == 0.0 ? 0.0 : a * (Math.Log(a) - Math.Log(Math.Max(second[i], SmallestProbability)));
        }

        return rows == 0 ? 0.0 : sum / rows;
    }

    /// <summary>The lowest index of the largest value.</summary>
    internal static int IndexOfMaximum(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            best = values[k] > values[best] ? k : best;
        }

        return best;
    }

    private static float MarginAt(int predicted, ReadOnlySpan<float> probabilities)
    {
        float other = 0f;
        for (int k = 0; k < probabilities.Length; k++)
        {
            other = k == predicted ? other : MathF.Max(other, probabilities[k]); // NaN stays NaN
        }

        return probabilities[predicted] - other;
    }
}
