using MLNet.ActiveLearning.Numerics;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>TracInCP: how much training on one row has lowered the loss of another, traced through checkpoints of the last layer.</summary>
/// <remarks>
/// <code>
/// I(z, z') = sum_t eta_t (grad l(z) . grad l(z'))
///          = sum_t eta_t ((p_t - e_y) . (p'_t - e_y')) (h_t . h'_t + 1)
/// </code>
/// <para>
/// over checkpoints t with learning rate eta_t; the 1 is the bias's. Positive: z is a proponent of z', training on it lowered its loss; negative: an
/// opponent. Self-influence, z = z', is 0 or more, and large for rows that are hard to learn or mislabelled. Call once a checkpoint, with all rows scored anew by
/// it: TracInCP-full adds all checkpoints, TracInCP-last those of the second half of training. Gradients are never built: O(N M (C + D)) a
/// checkpoint, and the caller keeps one network for each. Scalar products in single precision, sums over checkpoints in double. Pure, thread-safe.
/// Pruthi, Liu, Sundararajan, Kale, "Estimating Training Data Influence by Tracing Gradient Descent", NeurIPS 2020.
/// </para>
/// </remarks>
public static class TracIn
{
    /// <summary>Adds a checkpoint to the influences of training rows on other rows.</summary>
    /// <param name="training">N rows.</param>
    /// <param name="others">M rows.</param>
    /// <param name="learningRate">eta of the checkpoint.</param>
    /// <param name="influences">(N, M): the sum over the checkpoints so far; starts with zeros.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is none of the classes, or a value is NaN or infinite.</exception>
    public static void AddInfluences(TracInRows training, TracInRows others, double learningRate, Span<double> influences)
    {
        float[] left = GetLogitGradients(training, learningRate, nameof(training));
        float[] right = GetLogitGradients(others, learningRate, nameof(others));
        (int n, int m) = (training.Labels.Count, others.Labels.Count);
        int classes = training.Probabilities.ColumnCount;
        if (others.Probabilities.ColumnCount != classes || others.Embeddings.ColumnCount != training.Embeddings.ColumnCount || influences.Length != n * m)
        {
            throw new ArgumentException(
                $"The training rows have {classes} classes and {training.Embeddings.ColumnCount} features, the others {others.Probabilities.ColumnCount} and "
                + $"{others.Embeddings.ColumnCount}, and there is room for {influences.Length} influences; pass rows of one checkpoint and room for {n} x {m}.");
        }

        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<float> g = left.AsSpan(i * classes, classes);
            ReadOnlySpan<float> h = training.Embeddings[i];
            for (int j = 0; j < m; j++)
            {
                double logits = TensorPrimitives.Dot(g, right.AsSpan(j * classes, classes));
                influences[(i * m) + j] += learningRate * logits * (TensorPrimitives.Dot(h, others.Embeddings[j]) + 1.0);
            }
        }
    }

    /// <summary>Adds a checkpoint to the influences of rows on themselves: <c>eta |p - e_y|^2 (|h|^2 + 1)</c>.</summary>
    /// <param name="rows">N rows.</param>
    /// <param name="learningRate">eta of the checkpoint.</param>
    /// <param name="influences">(N): the sum over the checkpoints so far; starts with zeros.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, a label is none of the classes, or a value is NaN or infinite.</exception>
    public static void AddSelfInfluences(TracInRows rows, double learningRate, Span<double> influences)
    {
        float[] gradients = GetLogitGradients(rows, learningRate, nameof(rows));
        int classes = rows.Probabilities.ColumnCount;
        if (influences.Length != rows.Labels.Count)
        {
            throw new ArgumentException($"There are {rows.Labels.Count} rows and room for {influences.Length} influences; pass one place a row.", nameof(influences));
        }

        for (int i = 0; i < influences.Length; i++)
        {
            double logits = TensorPrimitives.SumOfSquares(gradients.AsSpan(i * classes, classes));
            influences[i] += learningRate * logits * (TensorPrimitives.SumOfSquares(rows.Embeddings[i]) + 1.0);
        }
    }

    /// <summary>(N, C): p - e_y.</summary>
    private static float[] GetLogitGradients(TracInRows rows, double learningRate, string name)
    {
        ArgumentNullException.ThrowIfNull(rows, name);
        (int count, int classes) = (rows.Labels.Count, rows.Probabilities.ColumnCount);
        if (rows.Probabilities.RowCount != count || rows.Embeddings.RowCount != count)
        {
            throw new ArgumentException(
                $"There are {rows.Probabilities.RowCount} rows of probabilities, {rows.Embeddings.RowCount} of embeddings and {count} labels; pass the same rows.", name);
        }

        if (!double.IsFinite(learningRate))
        {
            throw new ArgumentException($"learningRate is {learningRate}; pass the finite rate that was in force at the checkpoint.", nameof(learningRate));
        }

        FiniteRows.Check(rows.Probabilities, "probabilities");
        FiniteRows.Check(rows.Embeddings, "embeddings");
        float[] gradients = rows.Probabilities.Span.ToArray();
        for (int i = 0; i < count; i++)
        {
            int label = rows.Labels[i];
            if (label < 0 || label >= classes)
            {
                throw new ArgumentException($"The label of row {i} is {label}; it must lie between 0 and {classes - 1}.", name);
            }

            gradients[(i * classes) + label] -= 1;
        }

        return gradients;
    }
}
