using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>The weights of a proxy, and what it says about features.</summary>
/// <remarks>Weights are row-major: (H, D) and (C, H); without a hidden layer H is 0 and the last layer is (C, D).</remarks>
internal sealed class ProxyNetwork
{
    public const float Epsilon = 1e-5f;

    public ProxyNetwork(int inputWidth, int hiddenWidth, int classCount)
    {
        (InputWidth, HiddenWidth, ClassCount) = (inputWidth, hiddenWidth, classCount);
        Hidden = new float[checked(hiddenWidth * inputWidth)];
        HiddenBias = new float[hiddenWidth];
        Scale = new float[hiddenWidth];
        Shift = new float[hiddenWidth];
        RunningMean = new float[hiddenWidth];
        RunningVariance = new float[hiddenWidth];
        Last = new float[checked(classCount * EmbeddingWidth)];
        LastBias = new float[classCount];
    }

    public int InputWidth { get; }

    /// <summary>H, or 0 for a linear proxy.</summary>
    public int HiddenWidth { get; }

    public int ClassCount { get; }

    public int EmbeddingWidth => HiddenWidth > 0 ? HiddenWidth : InputWidth;

    public float[] Hidden { get; }

    public float[] HiddenBias { get; }

    public float[] Scale { get; }

    public float[] Shift { get; }

    public float[] RunningMean { get; }

    public float[] RunningVariance { get; }

    public float[] Last { get; }

    public float[] LastBias { get; }

    /// <summary>What gradients are taken for, in a fixed order.</summary>
    public float[][] Parameters => [Hidden, HiddenBias, Scale, Shift, Last, LastBias];

    /// <summary>All that makes up the network, in a fixed order.</summary>
    public float[][] State => [.. Parameters, RunningMean, RunningVariance];

    /// <summary>Linear layers as PyTorch begins them: weights and biases uniform in ±1/sqrt(inputs).</summary>
    public void Initialize(ulong seed)
    {
        Fill(Hidden, InputWidth, "hidden");
        Fill(HiddenBias, InputWidth, "hidden bias");
        Fill(Last, EmbeddingWidth, "last");
        Fill(LastBias, EmbeddingWidth, "last bias");
        Scale.AsSpan().Fill(1);
        RunningVariance.AsSpan().Fill(1);

        void Fill(float[] values, int inputs, string name)
        {
            var random = SeededRandom.Derive(seed, name);
            double bound = 1 / Math.Sqrt(inputs);
            foreach (ref float value in values.AsSpan())
            {
                value = (float)(((2 * random.NextDouble()) - 1) * bound);
            }
        }
    }

    /// <summary>Scores rows as a trained network does: batch normalisation with its running figures.</summary>
    /// <param name="features">(N, D).</param>
    /// <param name="probabilities">Receives (N, C).</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The embeddings (N, H), or the features themselves.</returns>
    public FloatMatrix Score(FloatMatrix features, float[] probabilities, Parallelism parallelism)
    {
        FloatMatrix embeddings = features;
        if (HiddenWidth > 0)
        {
            float[] hidden = new float[features.RowCount * HiddenWidth];
            MatrixProduct.MultiplyTransposed(features, new FloatMatrix(Hidden, HiddenWidth, InputWidth), hidden, parallelism);
            float[] factor = [.. Scale.Select((s, h) => s / MathF.Sqrt(RunningVariance[h] + Epsilon))];
            float[] offset = [.. Shift.Select((s, h) => s + ((HiddenBias[h] - RunningMean[h]) * factor[h]))];
            Blocks.ForEach(features.RowCount, 256, parallelism, (_, first, count) =>
            {
                for (int row = first; row < first + count; row++)
                {
                    Span<float> values = hidden.AsSpan(row * HiddenWidth, HiddenWidth);
                    TensorPrimitives.MultiplyAdd(values, factor, offset, values);
                    TensorPrimitives.Max(values, 0f, values);
                }
            });
            embeddings = new FloatMatrix(hidden, features.RowCount, HiddenWidth);
        }
        MatrixProduct.MultiplyTransposed(embeddings, new FloatMatrix(Last, ClassCount, EmbeddingWidth), probabilities, parallelism);
        AddBiasAndNormalize(probabilities);
        return embeddings;
    }

    /// <summary>Turns products with the last layer into probabilities.</summary>
    public void AddBiasAndNormalize(Span<float> logits)
    {
        for (int start = 0; start < logits.Length; start += ClassCount)
        {
            Span<float> row = logits.Slice(start, ClassCount);
            TensorPrimitives.Add(row, LastBias, row);
            // The library's softmax takes exponentials as they come; rows far from the training rows have logits whose exponentials are infinite.
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
            TensorPrimitives.SoftMax(row, row);
        }
    }
}
