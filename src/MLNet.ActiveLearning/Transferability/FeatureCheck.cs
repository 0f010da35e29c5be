using System.Numerics;
using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>Refuses features that say nothing or would spoil every number computed from them.</summary>
internal static class FeatureCheck
{
    /// <summary>Refuses no rows, values that are not finite, and features that are all 0.</summary>
    public static void Require<T>(ReadOnlySpan<T> values, int width, string what)
        where T : INumberBase<T>
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException($"There are no rows of {what}; give at least one.", what);
        }
        RequireFinite(values, width, what);
        if (values.IndexOfAnyExcept(T.Zero) < 0)
        {
            throw new ArgumentException($"All {what} are 0. Look at the layer that they come from: a ReLU that is dead, or an array that was never filled.", what);
        }
    }

    /// <summary>Refuses NaN and infinity, and names the first such row.</summary>
    public static void RequireFinite<T>(ReadOnlySpan<T> values, int width, string what)
        where T : INumberBase<T>
    {
        if (TensorPrimitives.IsFiniteAll(values))
        {
            return;
        }
        int bad = 0;
        while (T.IsFinite(values[bad]))
        {
            bad++;
        }
        throw new ArgumentException(
            $"Row {bad / width} of the {what} holds {values[bad]}; all values must be finite. Look for a diverged model or a damaged input in that row.", what);
    }
}
