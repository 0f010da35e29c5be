using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

[TestClass]
public sealed class NaturalLogarithmTests
{
    [TestMethod]
    public void The_relative_error_is_below_two_to_the_minus_23()
    {
        // Every number in [0.5, 2), where logarithms are small, and every 1009th of the other normal numbers.
        double worst = 0;
        for (uint bits = 0x3F000000; bits < 0x40000000; bits += 8)
        {
            worst = Math.Max(worst, LargestError(bits, 1));
        }
        for (uint bits = 0x00800000; bits < 0x7F800000 - (8 * 1009); bits += 8 * 1009)
        {
            worst = Math.Max(worst, LargestError(bits, 1009));
        }
        Assert.IsTrue(worst < Math.Pow(2, -23), $"relative error {worst}");
    }

    [TestMethod]
    public void Zero_times_its_logarithm_is_zero_and_one_has_the_logarithm_zero()
    {
        Vector256<float> zero = Vector256<float>.Zero * NaturalLogarithm.Compute(Vector256<float>.Zero);
        Assert.AreEqual(Vector256<float>.Zero, zero);
        Assert.AreEqual(Vector256<float>.Zero, NaturalLogarithm.Compute(Vector256<float>.One));
        var smallest = Vector256.Create(float.Epsilon);
        Assert.IsTrue(Math.Abs((smallest * NaturalLogarithm.Compute(smallest))[0]) < 1e-42);
    }

    private static double LargestError(uint bits, uint step)
    {
        Vector256<float> x = (Vector256.Create(bits) + (Vector256.Create(0u, 1u, 2u, 3u, 4u, 5u, 6u, 7u) * Vector256.Create(step))).AsSingle();
        Vector256<float> logarithms = NaturalLogarithm.Compute(x);
        double worst = 0;
        for (int i = 0; i < 8; i++)
        {
            double exact = Math.Log(x[i]);
            worst = Math.Max(worst, exact == 0 ? Math.Abs(logarithms[i]) : Math.Abs((logarithms[i] - exact) / exact));
        }
        return worst;
    }
}
