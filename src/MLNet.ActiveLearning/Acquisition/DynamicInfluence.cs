namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Projected gradients of DISAL: how far a sample's surrogate gradient points along the way of the last layer.</summary>
/// <remarks>
/// <para>
/// The direction is <c>A = (dW, db)</c>, the last linear layer's weights (C, D) and biases (C) at a checkpoint minus those at the
/// start of training. A sample with embedding h has <c>dZ = dW h + db</c>; with c(x) minus the gradient of a surrogate loss with
/// respect to the logits, the score is <c>(c . dZ) / max(|A|, eps)</c>, the inner product of the unit direction with the
/// negative gradient of the last layer, which is never built. Higher means more worth labelling.
/// </para>
/// <para>
/// The expectation over labels drawn from the model's own p would be zero, since <c>sum_y p_y (e_y - p) = 0</c>; hence the choices
/// of <see cref="DynamicInfluenceLabel"/>. Sums are kept in double precision. Pure, thread-safe.
/// Our reading of "Tracing Training Progress: Dynamic Influence Based Selection for Active Learning", ACM Multimedia 2024.
/// </para>
/// </remarks>
public static class DynamicInfluence
{
    /// <summary>The number that the direction's length is raised to before scores are divided by it.</summary>
    public const double DefaultEpsilon = 1e-12;

    /// <summary>Length of the direction: <c>sqrt(|dW|^2 + |db|^2)</c>, 0 or more.</summary>
    /// <param name="directionWeights">(C, D): dW.</param>
    /// <param name="directionBiases">(C): db.</param>
    public static double ComputeNorm(ReadOnlySpan<float> directionWeights, ReadOnlySpan<float> directionBiases)
    {
        double sum = 0.0;
        foreach (float value in directionWeights)
        {
            sum += (double)value * value;
        }

        foreach (float value in directionBiases)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Change of the logits along the direction: <c>dZ = dW h + db</c>. O(N C D).</summary>
    /// <param name="embeddings">(N, D): h.</param>
    /// <param name="directionWeights">(C, D): dW.</param>
    /// <param name="directionBiases">(C): db.</param>
    /// <param name="logitChanges">(N, C): receives dZ.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void ComputeLogitChanges(
        ReadOnlySpan<float> embeddings,
        ReadOnlySpan<float> directionWeights,
        ReadOnlySpan<float> directionBiases,
        Span<float> logitChanges)
    {
        int classes = directionBiases.Length;
        int rows = logitChanges.Length / Math.Max(classes, 1);
        Shape.Check(logitChanges.Length, classes, rows);
        int size = directionWeights.Length / classes;
        if (directionWeights.Length != classes * size || embeddings.Length != (long)rows * size)
        {
            throw new ArgumentException(
                $"{directionWeights.Length} weights and {embeddings.Length} embedding numbers do not fit {classes} classes and {rows} "
                + "rows; pass (C, D) weights and (N, D) embeddings.");
        }

        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> h = embeddings.Slice(i * size, size);
            for (int k = 0; k < classes; k++)
            {
                ReadOnlySpan<float> weights = directionWeights.Slice(k * size, size);
                double sum = directionBiases[k];
                for (int j = 0; j < size; j++)
                {
                    sum += (double)weights[j] * h[j];
                }

                logitChanges[(i * classes) + k] = (float)sum;
            }
        }
    }

    /// <summary>Utilities at one checkpoint. O(N C).</summary>
    /// <param name="probabilities">(N, C): p of the checkpoint; DISAL passes the dynamic probabilities of the final model here.</param>
    /// <param name="logitChanges">(N, C): dZ, from <see cref="ComputeLogitChanges"/>.</param>
    /// <param name="softLabels">(N, C): q for <see cref="DynamicInfluenceLabel.Soft"/>; empty for the others.</param>
    /// <param name="label">What stands for the label.</param>
    /// <param name="norm">Length of the direction, from <see cref="ComputeNorm"/>; 1 leaves the scores undivided.</param>
    /// <param name="utilities">(N): receives any real numbers, 0 where the direction is 0; higher means more worth labelling.</param>
    /// <param name="epsilon">The least divisor.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or soft labels are missing or superfluous.</exception>
    public static void ComputeProjectedGradient(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<float> logitChanges,
        ReadOnlySpan<float> softLabels,
        DynamicInfluenceLabel label,
        double norm,
        Span<float> utilities,
        double epsilon = DefaultEpsilon)
    {
        int rows = utilities.Length;
        if (rows == 0)
        {
            return;
        }

        int classes = probabilities.Length / rows;
        Shape.Check(probabilities.Length, classes, rows);
        Shape.Check(logitChanges.Length, classes, rows);
        if (label == DynamicInfluenceLabel.Soft)
        {
            Shape.Check(softLabels.Length, classes, rows);
        }
        else if (!softLabels.IsEmpty)
        {
            throw new ArgumentException($"softLabels are only used with label {DynamicInfluenceLabel.Soft}, not {label}; pass an empty span.");
        }

        double divisor = Math.Max(norm, epsilon);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> p = probabilities.Slice(i * classes, classes);
            ReadOnlySpan<float> change = logitChanges.Slice(i * classes, classes);
            double expected = Dot(p, change);
            double score = label switch
            {
                DynamicInfluenceLabel.Entropy => EntropyScore(p, change, expected),
                DynamicInfluenceLabel.Pseudo => change[TrainingDynamics.IndexOfMaximum(p)] - expected,
                DynamicInfluenceLabel.Soft => Dot(softLabels.Slice(i * classes, classes), change) - expected,
                DynamicInfluenceLabel.ExpectedAbsolute => ExpectedAbsoluteScore(p, change, expected),
                _ => throw new ArgumentOutOfRangeException(nameof(label), label, "Use one of the named labels."),
            };
            utilities[i] = (float)(score / divisor);
        }
    }

    /// <summary>Adds a checkpoint's utilities to those of TracInCP: <c>total += learningRate * utility</c>.</summary>
    /// <param name="totals">(N): the sum over the checkpoints so far.</param>
    /// <param name="utilities">(N): from <see cref="ComputeProjectedGradient"/> at this checkpoint.</param>
    /// <param name="learningRate">The learning rate in force at this checkpoint.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddCheckpoint(Span<double> totals, ReadOnlySpan<float> utilities, double learningRate)
        => AddScaled(totals, utilities, learningRate);

    /// <summary>Adds a step of plain gradient descent to a direction: <c>direction -= learningRate * gradient</c>.</summary>
    /// <remarks>Without momentum and weight decay the sum over all steps equals the weights' difference.</remarks>
    /// <param name="direction">The sum over the steps so far.</param>
    /// <param name="gradient">The gradient of this step.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddGradientStep(Span<double> direction, ReadOnlySpan<float> gradient, double learningRate)
        => AddScaled(direction, gradient, -learningRate);

    private static void AddScaled(Span<double> totals, ReadOnlySpan<float> values, double factor)
    {
        if (totals.Length != values.Length)
        {
            throw new ArgumentException($"{values.Length} numbers cannot be added to {totals.Length}; pass as many.");
        }

        for (int i = 0; i < totals.Length; i++)
        {
            totals[i] += factor * values[i];
        }
    }

    // Cov_p(ln p, dZ) = sum_k p_k ln p_k (dZ_k - E_p dZ), equal to c . dZ of the entropy surrogate.
    private static double EntropyScore(ReadOnlySpan<float> p, ReadOnlySpan<float> change, double expected)
    {
        double negativeEntropy = 0.0;
        for (int k = 0; k < p.Length; k++)
        {
            negativeEntropy += p[k] == 0f ? 0.0 : p[k] * Math.Log(p[k]);
        }

        double sum = 0.0;
        for (int k = 0; k < p.Length; k++)
        {
            sum += p[k] == 0f ? 0.0 : p[k] * (Math.Log(p[k]) - negativeEntropy) * (change[k] - expected);
        }

        return sum;
    }

    private static double ExpectedAbsoluteScore(ReadOnlySpan<float> p, ReadOnlySpan<float> change, double expected)
    {
        double sum = 0.0;
        for (int k = 0; k < p.Length; k++)
        {
            sum += p[k] * Math.Abs(change[k] - expected);
        }

        return sum;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0.0;
        for (int k = 0; k < a.Length; k++)
        {
            sum += (double)a[k] * b[k];
        }

        return sum;
    }
}
