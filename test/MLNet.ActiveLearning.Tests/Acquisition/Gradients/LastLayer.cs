using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A linear layer with softmax in double precision: turns the recorded weights and embeddings into what the library takes.</summary>
internal static class LastLayer
{
    /// <summary>An array of rank 2 of a file; one of no rows gets one column.</summary>
    public static FloatMatrix Matrix(GoldenValue value)
    {
        long[] shape = value.Shape;
        return new FloatMatrix(value.Floats, (int)shape[0], shape.Length > 1 ? (int)shape[1] : 1);
    }

    /// <summary>softmax(W h + b) of each row.</summary>
    public static FloatMatrix Probabilities(GoldenValue embeddings, GoldenValue weight, GoldenValue bias)
    {
        double[] h = embeddings.Doubles, w = weight.Doubles, b = bias.Doubles;
        int rows = (int)embeddings.Shape[0], size = w.Length / b.Length;
        float[] result = new float[rows * b.Length];
        for (int i = 0; i < rows; i++)
        {
            double[] logits = [.. b.Select((bc, c) => bc + Enumerable.Range(0, size).Sum(j => w[(c * size) + j] * h[(i * size) + j]))];
            double[] exponentials = [.. logits.Select(z => Math.Exp(z - logits.Max()))];
            for (int c = 0; c < b.Length; c++)
            {
                result[(i * b.Length) + c] = (float)(exponentials[c] / exponentials.Sum());
            }
        }
        return new FloatMatrix(result, rows, b.Length);
    }

    /// <summary>Widens numbers of Single.</summary>
    public static double[] ToDoubles(ReadOnlySpan<float> values)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = values[i];
        }
        return result;
    }
}
