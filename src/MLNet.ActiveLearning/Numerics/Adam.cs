using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Adam on an array of Single: running means of the gradient and of its square, both corrected for their start at zero.</summary>
/// <remarks>
/// Decay 0.9 and 0.999, epsilon 1e-8 outside the root, no weight decay: PyTorch's defaults. Element by element, so the width of the
/// machine's vectors does not change the result. Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
/// </remarks>
internal sealed class Adam(int count, double learningRate)
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Epsilon = 1e-8;

    private readonly float[] mean = new float[count];
    private readonly float[] square = new float[count];
    private double firstPower = 1, secondPower = 1;

    /// <summary>Takes one step against the gradient.</summary>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        firstPower *= FirstDecay;
        secondPower *= SecondDecay;
        float stepSize = (float)(learningRate / (1 - firstPower));
        float correction = (float)(1 / Math.Sqrt(1 - secondPower));
        var p = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(mean.AsSpan());
        var v = MemoryMarshal.Cast<float, Vector<float>>(square.AsSpan());
        for (int i = 0; i < p.Length; i++)
        {
            m[i] = (m[i] * (float)FirstDecay) + (g[i] * (float)(1 - FirstDecay));
            v[i] = (v[i] * (float)SecondDecay) + (g[i] * g[i] * (float)(1 - SecondDecay));
            p[i] -= m[i] * stepSize / ((Vector.SquareRoot(v[i]) * correction) + new Vector<float>((float)Epsilon));
        }
        for (int i = p.Length * Vector<float>.Count; i < parameters.Length; i++)
        {
            mean[i] = (mean[i] * (float)FirstDecay) + (gradient[i] * (float)(1 - FirstDecay));
            square[i] = (square[i] * (float)SecondDecay) + (gradient[i] * gradient[i] * (float)(1 - SecondDecay));
            parameters[i] -= mean[i] * stepSize / ((MathF.Sqrt(square[i]) * correction) + (float)Epsilon);
        }
    }
}
