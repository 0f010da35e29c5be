using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Turns the bytes of an image file into pixels.</summary>
internal static class ImageDecoder
{
    /// <summary>Decodes an image and checks that it has the size that its header gave.</summary>
    /// <exception cref="InvalidDataException">It cannot be decoded; the message says why but not which file.</exception>
    public static MLImage Decode(ArraySegment<byte> bytes, ImageSize expected)
    {
        MLImage image;
        try
        {
            using MemoryStream stream = new(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
            image = MLImage.CreateFromStream(stream);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidDataException or NotSupportedException)
        {
            // What the decoder throws for damaged files is not specified; a missing native library must not count as one.
            throw new InvalidDataException($"cannot be decoded: {e.Message}", e);
        }

        ImageSize size = new(image.Width, image.Height);
        if (size != expected)
        {
            image.Dispose();
            throw new InvalidDataException($"is {size} pixels, but its header said {expected} when the data set was opened");
        }

        return image;
    }
}
