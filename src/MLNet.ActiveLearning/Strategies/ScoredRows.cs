using System.Buffers;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Rates rows by class probabilities, averaged over the passes first if a row has several.</summary>
internal static class ScoredRows
{
    internal delegate void Utility(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities);

    public static void Rate(SignalTable rows, SignalColumn score, Utility utility, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ReadOnlySpan<float> values = rows.GetValues(score.Name);
        int passCount = rows.GetPassCount(score.Name);
        int classCount = rows.GetWidth(score.Name) / passCount;
        if (score.Kind != SignalKind.PassProbabilities)
        {
            utility(values, classCount, utilities);
            return;
        }
        float[] rented = ArrayPool<float>.Shared.Rent(Math.Max(1, utilities.Length * classCount));
        try
        {
            Span<float> means = rented.AsSpan(0, utilities.Length * classCount);
            PassAverage.Compute(values, passCount, classCount, means);
            utility(means, classCount, utilities);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
