using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Training;

/// <summary>Turns the bytes of an image into network inputs: shift, flip and normalisation in one pass.</summary>
/// <remarks>
/// <c>x = byte * scale + offset</c> with <c>scale = 1 / (255 std)</c> and <c>offset = -mean / std</c>, on bytes (H, W, C) and floats (H, W, C).
/// Thread-safe; each call needs a row buffer of its own.
/// </remarks>
internal sealed class InputWriter
{
    private readonly ImageShape shape;
    private readonly float[] scales;  // one row, (W, C): the channels' scales over and over
    private readonly float[] offsets; // one row, (W, C): also what a black pixel becomes

    public InputWriter(ImageShape shape, Normalization normalization)
    {
        if (normalization.Mean.Count != shape.Channels)
        {
            throw new ArgumentException(
                $"Normalization has {normalization.Mean.Count} channels but the images have {shape.Channels}. "
                + "Give one mean and one deviation for every channel, or use Normalization.FromTrainingData.");
        }

        this.shape = shape;
        int row = shape.Width * shape.Channels;
        scales = [.. Enumerable.Range(0, row).Select(i => (float)(1 / (255 * normalization.StandardDeviation[i % shape.Channels])))];
        offsets = [.. Enumerable.Range(0, row).Select(i =>
            (float)(-normalization.Mean[i % shape.Channels] / normalization.StandardDeviation[i % shape.Channels]))];
    }

    /// <summary>Writes one image.</summary>
    /// <param name="image">(H, W, C) bytes.</param>
    /// <param name="placement">Shift and flip.</param>
    /// <param name="input">(H, W, C) floats, all of them written.</param>
    public void Write(ReadOnlySpan<byte> image, Placement placement, Span<float> input)
    {
        int row = scales.Length;
        int channels = shape.Channels;
        Span<byte> mirrored = row <= 4096 ? stackalloc byte[4096] : new byte[row];

        // The columns [first, last) of the output hold image pixels, the others are padding.
        int shift = placement.Flip ? -placement.OffsetX : placement.OffsetX;
        int first = Math.Clamp(-shift, 0, shape.Width);
        int last = Math.Clamp(shape.Width - shift, first, shape.Width);
        for (int y = 0; y < shape.Height; y++)
        {
            Span<float> target = input.Slice(y * row, row);
            int source = y + placement.OffsetY;
            if (source < 0 || source >= shape.Height || first == last)
            {
                offsets.CopyTo(target);
                continue;
            }

            scoped ReadOnlySpan<byte> pixels = image.Slice(source * row, row);
            if (placement.Flip)
            {
                Mirror(pixels, mirrored, channels);
                pixels = mirrored[..row];
            }

            offsets.AsSpan(0, first * channels).CopyTo(target);
            int length = (last - first) * channels;
            Normalize(pixels.Slice((first + shift) * channels, length), target.Slice(first * channels, length));
            offsets.AsSpan(last * channels).CopyTo(target[(last * channels)..]);
        }
    }

    private static void Mirror(ReadOnlySpan<byte> pixels, Span<byte> mirrored, int channels)
    {
        if (channels == 3)
        {
            for (int from = 0, to = pixels.Length - 3; to >= 0; from += 3, to -= 3)
            {
                mirrored[to] = pixels[from];
                mirrored[to + 1] = pixels[from + 1];
                mirrored[to + 2] = pixels[from + 2];
            }

            return;
        }

        for (int from = 0, to = pixels.Length - channels; to >= 0; from += channels, to -= channels)
        {
            pixels.Slice(from, channels).CopyTo(mirrored.Slice(to, channels));
        }
    }

    // The pattern of scales starts at channel 0, and so does every run of whole pixels.
    private void Normalize(ReadOnlySpan<byte> pixels, Span<float> target)
    {
        ref byte from = ref MemoryMarshal.GetReference(pixels);
        ref float to = ref MemoryMarshal.GetReference(target);
        ref float scale = ref MemoryMarshal.GetArrayDataReference(scales);
        ref float offset = ref MemoryMarshal.GetArrayDataReference(offsets);
        int i = 0;
        for (; i <= pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            (Vector256<ushort> words, nuint place) = (Vector256.WidenLower(Vector128.LoadUnsafe(ref from, (nuint)i).ToVector256Unsafe()), (nuint)i);
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(words);
            Store(low.AsInt32(), ref scale, ref offset, ref to, place);
            Store(high.AsInt32(), ref scale, ref offset, ref to, place + 8);
        }

        for (; i < pixels.Length; i++)
        {
            target[i] = MathF.FusedMultiplyAdd(pixels[i], scales[i], offsets[i]);
        }
    }

    private static void Store(Vector256<int> values, ref float scale, ref float offset, ref float to, nuint place) =>
        Vector256.FusedMultiplyAdd(
            Vector256.ConvertToSingle(values),
            Vector256.LoadUnsafe(ref scale, place),
            Vector256.LoadUnsafe(ref offset, place)).StoreUnsafe(ref to, place);
}
