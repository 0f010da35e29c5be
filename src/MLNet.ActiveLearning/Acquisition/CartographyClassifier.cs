using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The classifier of CAL: the probability that a sample would be learnt, from its embedding: <c>p = sigmoid(w h + b)</c>.</summary>
/// <param name="Weights">(D): w.</param>
/// <param name="Bias">b.</param>
public sealed record CartographyClassifier(IReadOnlyList<float> Weights, float Bias)
{
    /// <summary>Trains by cross-entropy with AdamW from zeros.</summary>
    /// <param name="embeddings">(N, D): h of the labelled samples.</param>
    /// <param name="learned">N truth values, both among them.</param>
    /// <param name="settings">Epochs, batches, learning rate and seed.</param>
    /// <exception cref="ArgumentException">The lengths differ, all samples are learnt or none is, or an embedding is not finite.</exception>
    public static CartographyClassifier Train(FloatMatrix embeddings, IReadOnlyList<bool> learned, CartographyTraining settings)
    {
        ArgumentNullException.ThrowIfNull(learned);
        ArgumentNullException.ThrowIfNull(settings);
        if (embeddings.RowCount != learned.Count)
        {
            throw new ArgumentException($"There are {embeddings.RowCount} embeddings and {learned.Count} samples; give one embedding a sample.");
        }

        if (!learned.Contains(true) || !learned.Contains(false))
        {
            throw new ArgumentException($"All {learned.Count} samples are {(learned.Contains(true) ? "learnt" : "not learnt")}; a classifier needs both kinds.", nameof(learned));
        }

        int width = embeddings.ColumnCount;
        float[] parameters = new float[width + 1]; // w, then b
        float[] gradient = new float[width + 1];
        var adam = new Adam(width + 1, settings.LearningRate);
        SeededRandom random = SeededRandom.Derive(settings.Seed, "cartography");
        float decay = (float)(1 - (settings.LearningRate * settings.WeightDecay));
        for (int epoch = 0; epoch < settings.Epochs; epoch++)
        {
            foreach (int[] batch in random.Permutation(learned.Count).Chunk(settings.BatchSize))
            {
                Array.Clear(gradient);
                foreach (int i in batch)
                {
                    float p = Predict(embeddings[i], parameters.AsSpan(0, width), parameters[width]);
                    float error = (p - (learned[i] ? 1f : 0f)) / batch.Length;
                    TensorPrimitives.MultiplyAdd(embeddings[i], error, gradient.AsSpan(0, width), gradient.AsSpan(0, width));
                    gradient[width] += error;
                }

                TensorPrimitives.Multiply(parameters, decay, parameters);
                adam.Begin();
                adam.Step(0, parameters, gradient);
            }
        }

        return Array.TrueForAll(parameters, float.IsFinite)
            ? new CartographyClassifier(parameters[..width], parameters[width])
            : throw new ArgumentException("The embeddings hold numbers that are not finite, or far too large ones; check the model.", nameof(embeddings));
    }

    /// <summary>The probability that a sample would be learnt, in [0, 1].</summary>
    /// <param name="embedding">(D): its embedding.</param>
    public float Predict(ReadOnlySpan<float> embedding) => Predict(embedding, [.. Weights], Bias);

    private static float Predict(ReadOnlySpan<float> embedding, ReadOnlySpan<float> weights, float bias) =>
        1f / (1f + MathF.Exp(-(TensorPrimitives.Dot(embedding, weights) + bias)));
}
