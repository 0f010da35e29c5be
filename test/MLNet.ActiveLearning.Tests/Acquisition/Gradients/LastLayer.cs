using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A linear layer with softmax in double precision: turns the recorded weights and embeddings into what the library takes.</summary>
internal static class LastLayer
{
    /// <summary>Whether a case has rows of this name: an empty array says no as much as a missing one.</summary>
    public static bool HasRows(GoldenValue inputs, string name) => inputs.Has(name) && inputs[name].Shape is [> 0, ..];

    /// <summary>An array of rank 2 of a file.</summary>
    /// <param name="value">The array.</param>
    /// <param name="width">Columns of an array of no rows, which does not say.</param>
    public static FloatMatrix Matrix(GoldenValue value, int width = 1)
    {
        long[] shape = value.Shape;
        return new FloatMatrix(value.Floats, (int)shape[0], shape.Length > 1 ? (int)shape[1] : width);
    }

    /// <summary>The inputs of a case's layer, as wide as its weights say even if there are no rows.</summary>
    public static FloatMatrix Inputs(GoldenValue inputs, string name) =>
        Matrix(inputs[name], inputs["weight"].Doubles.Length / inputs["bias"].Doubles.Length);

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
