namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Numbers of cartography active learning (CAL): which training samples were learnt, and how unsure one is whether a new one would be.</summary>
/// <remarks>Pure, thread-safe, O(N). Zhang, Plank, "Cartography Active Learning", Findings of EMNLP 2021.</remarks>
public static class Cartography
{
    /// <summary>The number of steps to which correctness is rounded, as published.</summary>
    public const int DefaultBins = 5;

    /// <summary>The correctness up to which a sample counts as not learnt, as published.</summary>
    public const double DefaultThreshold = 0.2;

    /// <summary>Correctness, the share of epochs predicted correctly, rounded to a multiple of 1/bins, halves to the even one.</summary>
    /// <param name="correctEpochs">Epochs in which the sample was predicted correctly.</param>
    /// <param name="epochCount">Epochs in which it was seen, at least 1.</param>
    /// <param name="bins">Steps, at least 1.</param>
    /// <returns>A number in [0, 1].</returns>
    public static double BinCorrectness(int correctEpochs, int epochCount, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correctEpochs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correctEpochs, epochCount);
        return Math.Round((double)correctEpochs * bins / epochCount, MidpointRounding.ToEven) / bins;
    }

    /// <summary>Whether a sample counts as learnt: its binned correctness is above the threshold.</summary>
    /// <param name="correctEpochs">Epochs in which the sample was predicted correctly.</param>
    /// <param name="epochCount">Epochs in which it was seen, at least 1.</param>
    /// <param name="threshold">In [0, 1).</param>
    /// <param name="bins">Steps, at least 1.</param>
    public static bool IsLearned(int correctEpochs, int epochCount, double threshold = DefaultThreshold, int bins = DefaultBins) =>
        BinCorrectness(correctEpochs, epochCount, bins) > threshold;

    /// <summary>Utility: <c>1 - max(p, 1 - p)</c>, where p is the probability that a sample would be learnt.</summary>
    /// <param name="learnedProbabilities">(N): p.</param>
    /// <param name="utilities">(N): receives numbers in [0, 0.5]; higher means more worth labelling; NaN if p is NaN.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ComputeUtilities(ReadOnlySpan<float> learnedProbabilities, Span<float> utilities)
    {
        Shape.Check(learnedProbabilities.Length, 1, utilities.Length);
        for (int i = 0; i < utilities.Length; i++)
        {
            utilities[i] = 1f - MathF.Max(learnedProbabilities[i], 1f - learnedProbabilities[i]); // NaN stays NaN
        }
    }
}
