using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Gradient norms of the last layer: how far a sample would move the model, its label unknown.</summary>
/// <remarks>
/// <para>
/// With the layer's input h and g the gradient of a surrogate loss with respect to the logits, the gradient of the weights is
/// <c>g outer h</c> and that of the biases g. The utility is <c>|g| (|h| + 1)</c>, the sum of the two norms, or
/// <c>|g| sqrt(|h|^2 + 1)</c>, the norm of both together. Surrogates:
/// </para>
/// <code>
/// entropy, H(p):                                    g = -p (ln p + H),  0 ln 0 = 0
/// expected norm over labels, sum_k p_k |g_k|:       g_k = p - onehot(k)
/// pseudo-label, CE(z, argmax p):                    g = p - onehot(argmax p)
/// </code>
/// <para>
/// 0 or more; higher means more worth labelling. The expected loss <c>sum_k p_k CE(z, k)</c> is no third surrogate: it is H(p) if p is
/// differentiated too, as in the released code, and its gradient is 0 if not. Double precision, pure, thread-safe, O(N (C + D)), one
/// pass. Wang, Li, Yang, Hu, Zeng, Huang, Xu, Xu, "Boosting Active Learning via Improving Test Performance", AAAI 2022; we take the last layer where
/// the paper takes the whole network, which <c>NetworkGradientNorm</c> of the TorchSharp package does.
/// </para>
/// </remarks>
public static class GradientNorm
{
    /// <summary>Computes the utility of each row.</summary>
    /// <param name="probabilities">(N, C): class probabilities.</param>
    /// <param name="embeddings">(N, D): inputs of the last layer.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <param name="surrogate">The loss that stands for the unknown one.</param>
    /// <param name="norm">How the gradients of weights and biases are put together.</param>
    /// <exception cref="ArgumentException">The numbers of rows differ, or a value is NaN or infinite.</exception>
    public static void Compute(
        FloatMatrix probabilities,
        FloatMatrix embeddings,
        Span<float> utilities,
        GradientNormSurrogate surrogate = GradientNormSurrogate.Entropy,
        ParameterNorm norm = ParameterNorm.SumOverTensors)
    {
        if (embeddings.RowCount != probabilities.RowCount || utilities.Length != probabilities.RowCount)
        {
            throw new ArgumentException(
                $"There are {probabilities.RowCount} rows of probabilities, {embeddings.RowCount} of embeddings and room for {utilities.Length} utilities; pass the same rows.");
        }
        FiniteRows.Check(probabilities, "probabilities");
        FiniteRows.Check(embeddings, "embeddings");
        for (int i = 0; i < utilities.Length; i++)
        {
            double squaredFeature = SumOfSquares(embeddings[i]);
            double feature = norm switch
            {
                ParameterNorm.SumOverTensors => Math.Sqrt(squaredFeature) + 1,
                ParameterNorm.Global => Math.Sqrt(squaredFeature + 1),
                _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "Use one of the named norms."),
            };
            double logits = surrogate switch
            {
                GradientNormSurrogate.Entropy => EntropyGradientNorm(probabilities[i]),
                GradientNormSurrogate.ExpectedOverLabels => ExpectedGradientNorm(probabilities[i]),
                GradientNormSurrogate.PseudoLabel => LabelGradientNorm(probabilities[i], TrainingDynamics.IndexOfMaximum(probabilities[i])),
                _ => throw new ArgumentOutOfRangeException(nameof(surrogate), surrogate, "Use one of the named surrogates."),
            };
            utilities[i] = (float)(logits * feature);
        }
    }

    private static double EntropyGradientNorm(ReadOnlySpan<float> p)
    {
        double entropy = 0;
        foreach (float value in p)
        {
            entropy -= value > 0 ? value * Math.Log(value) : 0;
        }
        double sum = 0;
        foreach (float value in p)
        {
            double g = value > 0 ? value * (Math.Log(value) + entropy) : 0;
            sum += g * g;
        }
        return Math.Sqrt(sum);
    }

    private static double ExpectedGradientNorm(ReadOnlySpan<float> p)
    {
        double sum = 0;
        double squares = SumOfSquares(p);
        foreach (float value in p)
        {
            sum += value * LabelGradientNorm(value, squares);
        }
        return sum;
    }

    private static double LabelGradientNorm(ReadOnlySpan<float> p, int label) => LabelGradientNorm(p[label], SumOfSquares(p));

    // |p|^2 - p_k^2 + (1 - p_k)^2, whose first difference may round below 0 for a certain row.
    private static double LabelGradientNorm(float ofLabel, double squares)
    {
        double own = 1.0 - ofLabel;
        return Math.Sqrt(Math.Max(0, squares - ((double)ofLabel * ofLabel)) + (own * own));
    }

    private static double SumOfSquares(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
        {
            sum += (double)value * value;
        }
        return sum;
    }
}
