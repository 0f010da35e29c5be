using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class GradientNormTests
{
    [TestMethod]
    public void The_entropy_form_equals_differences_of_the_entropy_of_the_logits()
    {
        double[] logits = [0.4, -1.2, 2.0, 0.1];
        double[] gradient = [.. Enumerable.Range(0, 4).Select(k => (EntropyAt(logits, k, 1e-5) - EntropyAt(logits, k, -1e-5)) / 2e-5)];
        float[] h = [1, -2, 0.5f];
        double norm = Math.Sqrt(gradient.Sum(g => g * g));
        double length = Math.Sqrt(h.Sum(v => v * v));
        float[] p = [.. Softmax(logits).Select(v => (float)v)];
        Assert.AreEqual(norm * (length + 1), Compute(p, h, GradientNormSurrogate.Entropy, ParameterNorm.SumOverTensors), 1e-5);
        Assert.AreEqual(norm * Math.Sqrt((length * length) + 1), Compute(p, h, GradientNormSurrogate.Entropy, ParameterNorm.Global), 1e-5);
    }

    [TestMethod]
    public void The_expected_norm_equals_its_formula()
    {
        float[] p = [0.5f, 0.25f, 0.125f, 0.125f];
        float[] h = [3, 4];
        double expected = Enumerable.Range(0, 4).Sum(k => p[k] * Math.Sqrt(Enumerable.Range(0, 4).Sum(c => Math.Pow(p[c] - (c == k ? 1 : 0), 2))));
        Assert.AreEqual(expected * 6, Compute(p, h, GradientNormSurrogate.ExpectedOverLabels, ParameterNorm.SumOverTensors), 1e-6);
    }

    [TestMethod]
    public void Certain_rows_and_uniform_rows_under_the_entropy_have_no_gradient()
    {
        float[] h = [3, 4];
        foreach (GradientNormSurrogate surrogate in Enum.GetValues<GradientNormSurrogate>())
        {
            Assert.AreEqual(0f, Compute([1, 0, 0], h, surrogate, ParameterNorm.SumOverTensors));
        }
        Assert.AreEqual(0f, Compute([0.25f, 0.25f, 0.25f, 0.25f], h, GradientNormSurrogate.Entropy, ParameterNorm.SumOverTensors), 1e-6f);
    }

    [TestMethod]
    public void All_wrong_options_are_named_in_one_message()
    {
        string message = Assert.ThrowsException<ArgumentException>(
            () => new GradientNormStrategy(new GradientNormOptions { Surrogate = (GradientNormSurrogate)7, Norm = (ParameterNorm)9 })).Message;
        StringAssert.Contains(message, "Surrogate is 7");
        StringAssert.Contains(message, "Norm is 9");
        StringAssert.Contains(message, nameof(ParameterNorm.Global));
    }

    private static float Compute(float[] p, float[] h, GradientNormSurrogate surrogate, ParameterNorm norm)
    {
        float[] utilities = new float[1];
        GradientNorm.Compute(new FloatMatrix(p, 1, p.Length), new FloatMatrix(h, 1, h.Length), utilities, surrogate, norm);
        return utilities[0];
    }

    private static double EntropyAt(double[] logits, int index, double step)
    {
        double[] moved = [.. logits];
        moved[index] += step;
        return -Softmax(moved).Sum(p => p * Math.Log(p));
    }

    private static double[] Softmax(double[] logits)
    {
        double[] exponentials = [.. logits.Select(Math.Exp)];
        return [.. exponentials.Select(e => e / exponentials.Sum())];
    }
}
