using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Moves numbers between weight files and the tensor library.</summary>
internal static class TensorTransfer
{
    /// <summary>A copy of a tensor of floats or 64-bit integers.</summary>
    public static WeightTensor ToWeight(string name, Tensor tensor)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        bool isInteger = tensor.dtype == ScalarType.Int64;
        Tensor plain = tensor.detach().to(isInteger ? ScalarType.Int64 : ScalarType.Float32).cpu().contiguous();
        return new WeightTensor(name, isInteger ? WeightElementType.Int64 : WeightElementType.Float32, tensor.shape, plain.bytes.ToArray());
    }

    /// <summary>Overwrites a tensor of floats or 64-bit integers, on any device.</summary>
    public static void Copy(WeightTensor weight, Tensor target)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        bool isInteger = target.dtype == ScalarType.Int64;
        Tensor staged = empty(target.shape, isInteger ? ScalarType.Int64 : ScalarType.Float32);
        if (isInteger)
        {
            weight.ConvertTo(MemoryMarshal.Cast<byte, long>(staged.bytes));
        }
        else
        {
            weight.ConvertTo(MemoryMarshal.Cast<byte, float>(staged.bytes));
        }

        target.copy_(staged);
    }

    /// <exception cref="InvalidDataException">The tensor holds NaN or infinity, or is too large for 32 bits.</exception>
    public static void ThrowIfNotFinite(WeightTensor weight)
    {
        if (!weight.IsFloat)
        {
            return;
        }

        float[] values = weight.ToSingles();
        if (values.Length > 0 && !float.IsFinite(TensorPrimitives.MaxMagnitude<float>(values)))
        {
            int place = Array.FindIndex(values, v => !float.IsFinite(v));
            throw new InvalidDataException($"Tensor '{weight.Name}' holds {values[place]} at place {place}; weights must be finite. The training that wrote them had diverged, or the file is damaged.");
        }
    }
}
