using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Evaluation;

/// <summary>How much of a fine-tuned model's accuracy its features carry: its linear head on its own features, and on those of the pre-trained network.</summary>
/// <param name="FineTunedAccuracy">Share of rows that the head predicts right on the fine-tuned features.</param>
/// <param name="ExchangedAccuracy">The same head on the pre-trained features.</param>
/// <remarks>ASVP, section 4: a small loss says that pre-trained features still stand for the fine-tuned ones.</remarks>
public sealed record BackboneExchange(double FineTunedAccuracy, double ExchangedAccuracy)
{
    /// <summary>What the exchange costs: fine-tuned minus exchanged accuracy; near 0 is better for a proxy, and it may be negative.</summary>
    public double Loss => FineTunedAccuracy - ExchangedAccuracy;

    /// <summary>Measures the exchange.</summary>
    /// <param name="fineTuned">(N, D) features of the fine-tuned network.</param>
    /// <param name="preTrained">(N, D) features of the pre-trained network, of the same rows.</param>
    /// <param name="labels">N classes from 0 to below C.</param>
    /// <param name="weights">(C, D) weights of the fine-tuned head.</param>
    /// <param name="biases">Its C biases.</param>
    /// <exception cref="ArgumentException">Lengths do not fit together, there are no rows, or a value is not finite.</exception>
    public static BackboneExchange Compute(FloatMatrix fineTuned, FloatMatrix preTrained, ReadOnlySpan<int> labels, FloatMatrix weights, ReadOnlySpan<float> biases)
    {
        if (fineTuned.RowCount == 0 || fineTuned.RowCount != preTrained.RowCount || labels.Length != fineTuned.RowCount)
        {
            throw new ArgumentException(
                $"There are {fineTuned.RowCount} rows of fine-tuned features, {preTrained.RowCount} of pre-trained ones and {labels.Length} labels; give the same rows, at least one.", nameof(labels));
        }
        if (weights.ColumnCount != fineTuned.ColumnCount || weights.ColumnCount != preTrained.ColumnCount || biases.Length != weights.RowCount)
        {
            throw new ArgumentException(
                $"The head has weights of {weights.RowCount} x {weights.ColumnCount} and {biases.Length} biases, the features {fineTuned.ColumnCount} and {preTrained.ColumnCount} values a row; they must fit together.", nameof(weights));
        }
        FiniteRows.Check(fineTuned, "fine-tuned features");
        FiniteRows.Check(preTrained, "pre-trained features");
        FiniteRows.Check(weights, "weights");
        FiniteRows.Check(biases, 1, "biases");
        return new BackboneExchange(GetAccuracy(fineTuned, labels, weights, biases), GetAccuracy(preTrained, labels, weights, biases));
    }

    // The class of the largest logit, ties by the lowest class.
    private static double GetAccuracy(FloatMatrix features, ReadOnlySpan<int> labels, FloatMatrix weights, ReadOnlySpan<float> biases)
    {
        int right = 0;
        for (int n = 0; n < features.RowCount; n++)
        {
            (int best, double largest) = (-1, double.NegativeInfinity);
            for (int c = 0; c < weights.RowCount; c++)
            {
                double logit = RowNorms.Dot(features[n], weights[c]) + biases[c];
                if (logit > largest)
                {
                    (best, largest) = (c, logit);
                }
            }
            right += best == labels[n] ? 1 : 0;
        }
        return (double)right / features.RowCount;
    }
}
