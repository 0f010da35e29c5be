using System.Runtime.InteropServices;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The logits of some points, read back to make decisions by: where logits are equal, the lowest class comes first.</summary>
internal sealed class LogitTable
{
    private readonly double[] values; // (N, C)

    private LogitTable(double[] values, int classCount)
    {
        this.values = values;
        ClassCount = classCount;
    }

    public int ClassCount { get; }

    public double this[int row, int @class] => values[(row * ClassCount) + @class];

    /// <summary>Reads logits (N, C) back.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="rows">The positions of the points among those that the caller was given, for the error message.</param>
    /// <exception cref="InvalidOperationException">A logit is not finite, or the shape is not (N, C).</exception>
    public static LogitTable Read(Tensor logits, IReadOnlyList<int> rows)
    {
        if (logits.shape is not [var count, > 0 and var classes] || count != rows.Count)
        {
            throw new InvalidOperationException(
                $"The network gave ({string.Join(", ", logits.shape)}) for {rows.Count} points; it must give logits (points, classes).");
        }

        using Tensor copy = logits.detach().to(ScalarType.Float64).cpu().contiguous();
        double[] values = MemoryMarshal.Cast<byte, double>(copy.bytes).ToArray();
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        return bad < 0 ? new LogitTable(values, (int)classes) : throw new InvalidOperationException(
            $"The network's logit of class {bad % classes} is {values[bad]} near point {rows[bad / (int)classes]} of the batch; all must be finite. Its weights are damaged, or the point is.");
    }

    /// <summary>The predicted class of a point.</summary>
    public int GetPrediction(int row) => TensorPrimitives.IndexOfMax(values.AsSpan(row * ClassCount, ClassCount));

    /// <summary>The classes of a point from the largest logit to the smallest.</summary>
    public IEnumerable<int> GetOrder(int row) => Enumerable.Range(0, ClassCount).OrderByDescending(c => this[row, c]);
}
