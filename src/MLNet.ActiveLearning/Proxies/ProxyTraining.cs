using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>Trains a proxy: SGD with Nesterov momentum, the learning rate along 7/16 of a cosine.</summary>
internal static class ProxyTraining
{
    /// <param name="features">(N, D), finite.</param>
    /// <param name="labels">N classes in [0, C).</param>
    /// <param name="classCount">C.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="context">Cancellation between two steps, and progress.</param>
    /// <exception cref="InvalidOperationException">The loss became infinite or not a number.</exception>
    public static ProxyNetwork Train(FloatMatrix features, int[] labels, int classCount, FeatureProxyOptions options, TrainingContext context)
    {
        var parallelism = new Parallelism(options.Threads, context.CancellationToken);
        int hidden = options.Kind == ProxyKind.Mlp ? options.HiddenWidth ?? features.ColumnCount : 0;
        var network = new ProxyNetwork(features.ColumnCount, hidden, classCount);
        network.Initialize(SeededRandom.DeriveSeed(options.Seed, "proxy"));
        var gradient = new ProxyGradient(network, parallelism);
        float[][] velocities = [.. network.Parameters.Select(p => new float[p.Length])];
        (int Start, int Count)[] steps = SplitEpoch(labels.Length, options.BatchSize);
        // The mean over all rows does not depend on their order: one batch is gathered once.
        Batch? whole = steps.Length == 1 ? Batch.Gather(features, labels, [.. Enumerable.Range(0, labels.Length)]) : null;
        int total = options.Epochs * steps.Length;
        int step = 0;
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            int[] order = whole is null ? SeededRandom.Derive(options.Seed, $"order/{epoch}").Permutation(labels.Length) : [];
            double lossSum = 0;
            double rate = options.LearningRate * LearningRateFactor(step, total);
            foreach ((int start, int count) in steps)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                Batch batch = whole ?? Batch.Gather(features, labels, order.AsSpan(start, count));
                lossSum += gradient.Compute(batch.Features, batch.Transposed, batch.Labels) * count;
                Move(network, gradient, velocities, options.LearningRate * LearningRateFactor(step++, total), options.Momentum);
            }
            double loss = lossSum / labels.Length;
            if (!double.IsFinite(loss))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The proxy's loss became {loss} in epoch {epoch + 1} at learning rate {rate:G4}. Try a learning rate of {rate / 10:G4}; also look for very large features."));
            }
            context.Progress?.Report(new TrainingProgress(epoch + 1, options.Epochs, loss, double.NaN, rate, double.NaN));
        }
        return network;
    }

    /// <summary><c>cos(7/16 pi t / T)</c>.</summary>
    internal static double LearningRateFactor(int step, int total) => Math.Cos(7.0 / 16 * Math.PI * step / total);

    /// <summary>The batches of an epoch; a single row that is left over joins the batch before it.</summary>
    internal static (int Start, int Count)[] SplitEpoch(int rows, int batchSize)
    {
        List<(int Start, int Count)> steps = [];
        for (int start = 0; start < rows; start += batchSize)
        {
            steps.Add((start, Math.Min(batchSize, rows - start)));
        }
        if (steps.Count > 1 && steps[^1].Count == 1)
        {
            steps.RemoveAt(steps.Count - 1);
            steps[^1] = (steps[^1].Start, steps[^1].Count + 1);
        }
        return [.. steps];
    }

    // v = m v + g; w = w - a (g + m v)
    private static void Move(ProxyNetwork network, ProxyGradient gradient, float[][] velocities, double rate, double momentum)
    {
        float m = (float)momentum;
        float a = (float)rate;
        float[][] parameters = network.Parameters;
        for (int p = 0; p < velocities.Length; p++)
        {
            float[] values = parameters[p];
            float[] velocity = velocities[p];
            float[] slope = gradient.Values[p];
            for (int i = 0; i < values.Length; i++)
            {
                velocity[i] = (m * velocity[i]) + slope[i];
                values[i] -= a * (slope[i] + (m * velocity[i]));
            }
        }
    }

    private sealed record Batch(FloatMatrix Features, FloatMatrix Transposed, int[] Labels)
    {
        public static Batch Gather(FloatMatrix features, int[] labels, ReadOnlySpan<int> positions)
        {
            int width = features.ColumnCount;
            float[] values = new float[positions.Length * width];
            int[] classes = new int[positions.Length];
            for (int i = 0; i < positions.Length; i++)
            {
                features[positions[i]].CopyTo(values.AsSpan(i * width, width));
                classes[i] = labels[positions[i]];
            }
            var rows = new FloatMatrix(values, positions.Length, width);
            return new Batch(rows, ProxyGradient.Transpose(rows), classes);
        }
    }
}
