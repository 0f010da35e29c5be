using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>The last layer after gradient steps on the labelled and the chosen rows, seen through the logits of the validation rows.</summary>
internal sealed class OneStepModel
{
    private const int BlockSize = 64;

    private readonly GradientEmbeddings pool;
    private readonly double learningRate;
    private readonly Parallelism parallelism;
    private readonly Part[] parts;
    private readonly LayerGradient gradient;
    private readonly List<int> waiting = [];

    public OneStepModel(GlisterRows rows, double learningRate, Parallelism parallelism)
    {
        pool = rows.Pool;
        this.learningRate = learningRate;
        this.parallelism = parallelism;
        parts = [.. rows.Validation.Select(v => new Part(v))];
        gradient = new LayerGradient(pool);
        if (rows.Labeled is { Count: > 0 } labeled)
        {
            double[] step = labeled.ComputeSum();
            foreach (Part part in parts)
            {
                MoveAlong(part, step);
            }
        }
    }

    /// <summary>The mean gradient over the validation rows as of the last <see cref="Refresh()"/>.</summary>
    public LayerGradient ValidationGradient => gradient;

    /// <summary>Adds a step on a row of the pool; it takes effect with the next <see cref="Refresh()"/>.</summary>
    public void Add(int row) => waiting.Add(row);

    /// <summary>Takes the validation gradient anew.</summary>
    public void Refresh()
    {
        gradient.SetToMean(
            [.. parts.Select(p => (p.Rows.Embeddings, new FloatMatrix(p.Residuals, p.Rows.Count, pool.ClassCount)))],
            (part, first, count) => Refresh(parts[part], first, count),
            parallelism);
        waiting.Clear();
    }

    // Logits by one rank-one step for each waiting row, then p - onehot(y).
    private void Refresh(Part part, int first, int count)
    {
        int classes = pool.ClassCount;
        foreach (int row in waiting)
        {
            ReadOnlySpan<float> a = pool.Residuals[row];
            ReadOnlySpan<float> feature = pool.FeatureOf(row);
            for (int v = first; v < first + count; v++)
            {
                double step = learningRate * part.Rows.FeatureProduct(v, feature);
                Span<double> logits = part.Logits.AsSpan(v * classes, classes);
                for (int c = 0; c < logits.Length; c++)
                {
                    logits[c] -= step * a[c];
                }
            }
        }
        Span<float> block = part.Residuals.AsSpan(first * classes, count * classes);
        for (int v = first; v < first + count; v++)
        {
            ReadOnlySpan<double> logits = part.Logits.AsSpan(v * classes, classes);
            double largest = double.NegativeInfinity;
            foreach (double logit in logits)
            {
                largest = Math.Max(largest, logit);
            }
            Span<float> target = block.Slice((v - first) * classes, classes);
            for (int c = 0; c < target.Length; c++)
            {
                target[c] = (float)(logits[c] - largest);
            }
        }
        TensorPrimitives.Exp(block, block);
        for (int v = first; v < first + count; v++)
        {
            Span<float> target = block.Slice((v - first) * classes, classes);
            float sum = 0;
            foreach (float value in target)
            {
                sum += value;
            }
            float scale = 1 / sum;
            for (int c = 0; c < target.Length; c++)
            {
                target[c] *= scale;
            }
            target[part.Rows.Classes[v]] -= 1;
        }
    }

    // z_v -= e (G h_v + b) for a step written out; once, so in double precision throughout.
    private void MoveAlong(Part part, double[] step)
    {
        int classes = pool.ClassCount;
        bool hasBiases = pool.Kind != GradientKind.Linear;
        int size = pool.Kind == GradientKind.Bias ? 0 : pool.Embeddings.ColumnCount;
        Blocks.ForEach(part.Rows.Count, BlockSize, parallelism, (_, first, count) =>
        {
            for (int v = first; v < first + count; v++)
            {
                ReadOnlySpan<float> h = size == 0 ? [] : part.Rows.Embeddings[v];
                for (int c = 0; c < classes; c++)
                {
                    ReadOnlySpan<double> g = step.AsSpan((hasBiases ? classes : 0) + (c * size), size);
                    double sum = hasBiases ? step[c] : 0;
                    for (int j = 0; j < g.Length; j++)
                    {
                        sum += g[j] * h[j];
                    }
                    part.Logits[(v * classes) + c] -= learningRate * sum;
                }
            }
        });
    }

    /// <summary>Validation rows with their logits, up to a constant a row, and residuals at the moved layer.</summary>
    private sealed class Part(GradientEmbeddings rows)
    {
        public GradientEmbeddings Rows { get; } = rows;

        public double[] Logits { get; } = LogarithmsOf(rows.Probabilities.Span);

        public float[] Residuals { get; } = new float[rows.Probabilities.Span.Length];

        private static double[] LogarithmsOf(ReadOnlySpan<float> probabilities)
        {
            double[] logits = new double[probabilities.Length];
            for (int i = 0; i < logits.Length; i++)
            {
                logits[i] = Math.Log(Math.Max(probabilities[i], float.Epsilon));
            }
            return logits;
        }
    }
}
