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

    private readonly float[] means = new float[count];
    private readonly float[] squares = new float[count];
    private double firstPower = 1, secondPower = 1;
    private float stepSize, correction;

    /// <summary>Begins the next step, before <see cref="Step"/> takes it for all parameters, part by part.</summary>
    public void Begin()
    {
        firstPower *= FirstDecay;
        secondPower *= SecondDecay;
        stepSize = (float)(learningRate / (1 - firstPower));
        correction = (float)(1 / Math.Sqrt(1 - secondPower));
    }

    /// <summary>Takes the step for some parameters against their gradient. Different parts may be taken by different threads.</summary>
    /// <param name="first">Position of the part among all parameters.</param>
    /// <param name="parameters">The part.</param>
    /// <param name="gradient">Its gradient.</param>
    public void Step(int first, Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        Span<float> mean = means.AsSpan(first, parameters.Length), square = squares.AsSpan(first, parameters.Length);
        var p = MemoryMarshal.Cast<float, Vector<float>>(parameters);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var m = MemoryMarshal.Cast<float, Vector<float>>(mean);
        var v = MemoryMarshal.Cast<float, Vector<float>>(square);
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
