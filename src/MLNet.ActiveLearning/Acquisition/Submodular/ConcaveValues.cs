using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Applies a <see cref="ConcaveFunction"/> to numbers of 0 and more.</summary>
internal static class ConcaveValues
{
    /// <summary>Replaces each number x by g(x).</summary>
    public static void Apply(ConcaveFunction function, Span<double> values)
    {
        switch (function)
        {
            case ConcaveFunction.SquareRoot:
                TensorPrimitives.Sqrt<double>(values, values);
                break;
            case ConcaveFunction.Logarithm:
                TensorPrimitives.Add<double>(values, 1, values);
                TensorPrimitives.Log<double>(values, values);
                break;
            case ConcaveFunction.Inverse:
                foreach (ref double x in values)
                {
                    x /= 1 + x;
                }
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Give SquareRoot, Logarithm or Inverse.");
        }
    }

    /// <summary>The function of one number, for loops that change one at a time.</summary>
    public static Func<double, double> Of(ConcaveFunction function) => function switch
    {
        ConcaveFunction.SquareRoot => Math.Sqrt,
        ConcaveFunction.Logarithm => x => Math.Log(1 + x),
        ConcaveFunction.Inverse => x => x / (1 + x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Give SquareRoot, Logarithm or Inverse."),
    };
}
