using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>Mean cross-entropy of a batch and its gradient with respect to all parameters of a proxy, in train mode.</summary>
internal sealed class ProxyGradient(ProxyNetwork network, Parallelism parallelism)
{
    private const double RunningShare = 0.1; // of a batch in the running figures

    /// <summary>The gradients, in the order of <see cref="ProxyNetwork.Parameters"/>.</summary>
    public float[][] Values { get; } = [.. network.Parameters.Select(p => new float[p.Length])];

    /// <summary>Computes loss and gradient, and takes the batch into the running figures.</summary>
    /// <param name="features">(B, D).</param>
    /// <param name="transposed">The same, (D, B).</param>
    /// <param name="labels">B classes.</param>
    /// <returns>The mean cross-entropy.</returns>
    public double Compute(FloatMatrix features, FloatMatrix transposed, ReadOnlySpan<int> labels)
    {
        int rows = features.RowCount, width = network.EmbeddingWidth, classes = network.ClassCount;
        bool hasHidden = network.HiddenWidth > 0;
        float[] normalized = [];
        float[] deviations = [];
        FloatMatrix embeddings = features;
        if (hasHidden)
        {
            normalized = new float[rows * width];
            MatrixProduct.MultiplyTransposed(features, new FloatMatrix(network.Hidden, width, network.InputWidth), normalized, parallelism);
            deviations = Normalize(normalized, rows);
            embeddings = new FloatMatrix(Activate(normalized, rows), rows, width);
        }

        float[] errors = new float[rows * classes]; // (B, C): (p - y) / B
        MatrixProduct.MultiplyTransposed(embeddings, new FloatMatrix(network.Last, classes, width), errors, parallelism);
        double loss = SubtractLabels(errors, labels);

        FloatMatrix errorsTransposed = Transpose(new FloatMatrix(errors, rows, classes));
        FloatMatrix embeddingsTransposed = hasHidden ? Transpose(embeddings) : transposed;
        MatrixProduct.MultiplyTransposed(errorsTransposed, embeddingsTransposed, Values[4], parallelism);
        for (int c = 0; c < classes; c++)
        {
            Values[5][c] = (float)SumOf(errorsTransposed[c]);
        }
        if (hasHidden)
        {
            float[] flow = new float[rows * width]; // (B, H)
            FloatMatrix last = Transpose(new FloatMatrix(network.Last, classes, width));
            MatrixProduct.MultiplyTransposed(new FloatMatrix(errors, rows, classes), last, flow, parallelism);
            FlowThroughActivation(flow, normalized, embeddings.Span, deviations, rows);
            MatrixProduct.MultiplyTransposed(Transpose(new FloatMatrix(flow, rows, width)), transposed, Values[0], parallelism);
        }
        return loss;
    }

    public static FloatMatrix Transpose(FloatMatrix matrix)
    {
        const int Tile = 32;
        int rows = matrix.RowCount, columns = matrix.ColumnCount;
        float[] result = new float[rows * columns];
        ReadOnlySpan<float> source = matrix.Span;
        for (int r0 = 0; r0 < rows; r0 += Tile)
        {
            for (int c0 = 0; c0 < columns; c0 += Tile)
            {
                for (int c = c0; c < Math.Min(columns, c0 + Tile); c++)
                {
                    for (int r = r0; r < Math.Min(rows, r0 + Tile); r++)
                    {
                        result[(c * rows) + r] = source[(r * columns) + c];
                    }
                }
            }
        }
        return new FloatMatrix(result, columns, rows);
    }

    // In place: x becomes (x - mean) / sqrt(variance + epsilon), by column. The bias before it cancels out, but for the running mean.
    private float[] Normalize(float[] values, int rows)
    {
        int width = network.HiddenWidth;
        double[] sum = new double[width];
        double[] squares = new double[width];
        for (int row = 0; row < rows; row++)
        {
            for (int h = 0; h < width; h++)
            {
                sum[h] += values[(row * width) + h];
            }
        }
        double[] mean = [.. sum.Select(s => s / rows)];
        for (int row = 0; row < rows; row++)
        {
            for (int h = 0; h < width; h++)
            {
                double difference = values[(row * width) + h] - mean[h];
                squares[h] += difference * difference;
            }
        }
        float[] deviations = new float[width];
        float[] factor = new float[width];
        float[] offset = new float[width];
        for (int h = 0; h < width; h++)
        {
            double variance = squares[h] / rows;
            double deviation = Math.Sqrt(variance + ProxyNetwork.Epsilon);
            deviations[h] = (float)deviation;
            factor[h] = (float)(1 / deviation);
            offset[h] = (float)(-mean[h] / deviation);
            double unbiased = variance * rows / Math.Max(1, rows - 1);
            network.RunningMean[h] += (float)(RunningShare * (mean[h] + network.HiddenBias[h] - network.RunningMean[h]));
            network.RunningVariance[h] += (float)(RunningShare * (unbiased - network.RunningVariance[h]));
        }
        for (int row = 0; row < rows; row++)
        {
            Span<float> line = values.AsSpan(row * width, width);
            TensorPrimitives.MultiplyAdd(line, factor, offset, line);
        }
        return deviations;
    }

    private float[] Activate(float[] normalized, int rows)
    {
        int width = network.HiddenWidth;
        float[] result = new float[rows * width];
        for (int row = 0; row < rows; row++)
        {
            Span<float> line = result.AsSpan(row * width, width);
            TensorPrimitives.MultiplyAdd(normalized.AsSpan(row * width, width), network.Scale, network.Shift, line);
            TensorPrimitives.Max(line, 0f, line);
        }
        return result;
    }

    private double SubtractLabels(float[] errors, ReadOnlySpan<int> labels)
    {
        network.AddBiasAndNormalize(errors);
        double loss = 0;
        int classes = network.ClassCount;
        for (int row = 0; row < labels.Length; row++)
        {
            ref float own = ref errors[(row * classes) + labels[row]];
            loss -= Math.Log(Math.Max(own, float.Epsilon));
            own -= 1;
        }
        TensorPrimitives.Divide(errors, labels.Length, errors);
        return loss / labels.Length;
    }

    // The gradient behind the ReLU becomes, in place, the one before the normalisation; on the way those of scale and shift are taken.
    private void FlowThroughActivation(float[] flow, float[] normalized, ReadOnlySpan<float> embeddings, float[] deviations, int rows)
    {
        int width = network.HiddenWidth;
        double[] shift = new double[width];
        double[] scale = new double[width];
        for (int row = 0; row < rows; row++)
        {
            for (int h = 0; h < width; h++)
            {
                int i = (row * width) + h;
                if (embeddings[i] <= 0)
                {
                    flow[i] = 0;
                }
                shift[h] += flow[i];
                scale[h] += (double)flow[i] * normalized[i];
            }
        }
        for (int h = 0; h < width; h++)
        {
            Values[1][h] = 0; // a constant before batch normalisation changes nothing
            Values[2][h] = (float)scale[h];
            Values[3][h] = (float)shift[h];
        }
        float[] factor = [.. network.Scale.Select((s, h) => s / deviations[h])];
        float[] meanFlow = [.. shift.Select(s => (float)(s / rows))];
        float[] meanProduct = [.. scale.Select(s => (float)(s / rows))];
        for (int row = 0; row < rows; row++)
        {
            for (int h = 0; h < width; h++)
            {
                int i = (row * width) + h;
                flow[i] = factor[h] * (flow[i] - meanFlow[h] - (normalized[i] * meanProduct[h]));
            }
        }
    }

    private static double SumOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }
        return sum;
    }
}
