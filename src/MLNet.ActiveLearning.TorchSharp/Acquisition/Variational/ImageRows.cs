using MLNet.ActiveLearning.Numerics;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>Images as rows of a matrix, and for TA-VAAL a number beside each: batches of them as tensors.</summary>
/// <param name="pixels">(N, C H W).</param>
/// <param name="image">Channels, rows and columns.</param>
/// <param name="conditions">N numbers, or null.</param>
/// <param name="device">Where the tensors go.</param>
internal sealed class ImageRows(FloatMatrix pixels, IReadOnlyList<int> image, FloatMatrix? conditions, Device device)
{
    /// <summary>N.</summary>
    public int Count => pixels.RowCount;

    /// <summary>A batch.</summary>
    /// <param name="rows">Which rows, B of them.</param>
    /// <returns>Images (B, C, H, W), and the numbers (B, 1) or null.</returns>
    public (Tensor Images, Tensor? Conditions) Read(ReadOnlySpan<int> rows)
    {
        float[] values = new float[rows.Length * pixels.ColumnCount];
        float[] numbers = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            pixels[rows[i]].CopyTo(values.AsSpan(i * pixels.ColumnCount));
            numbers[i] = conditions is { } known ? known[rows[i]][0] : 0;
        }
        return (
            tensor(values, [rows.Length, .. image.Select(d => (long)d)], device: device),
            conditions is null ? null : tensor(numbers, [rows.Length, 1], device: device));
    }
}
