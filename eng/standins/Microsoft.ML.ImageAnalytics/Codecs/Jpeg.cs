using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Data.Codecs;

/// <summary>JPEG by libturbojpeg, one decompressor a thread. As the real decoder does, a damaged scan gives the part that could be read.</summary>
internal static unsafe class Jpeg
{
    private const int SaveQuality = 100;

    [ThreadStatic] private static Decompressor _decompressor;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.Length > 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;

    public static MLImage Decode(ReadOnlySpan<byte> bytes)
    {
        nint handle = (_decompressor ??= new Decompressor()).Handle;
        try
        {
            return Decode(handle, bytes);
        }
        catch (InvalidDataException)
        {
            // An error can leave the decompressor in the middle of the damaged data.
            _decompressor = null;
            throw;
        }
    }

    private static MLImage Decode(nint handle, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* jpeg = bytes)
        {
            var size = new CULong((nuint)bytes.Length);
            int width, height, subsampling, colorspace;
            if (TurboJpeg.tjDecompressHeader3(handle, jpeg, size, &width, &height, &subsampling, &colorspace) != 0
                && TurboJpeg.tjGetErrorCode(handle) != TurboJpeg.Warning)
                throw new InvalidDataException("invalid JPEG data (" + TurboJpeg.Error(handle) + ").");
            if (width <= 0 || height <= 0 || (long)width * height > int.MaxValue / 4)
                throw new InvalidDataException($"a JPEG image of {width} x {height} pixels is not supported.");

            byte[] pixels = GC.AllocateUninitializedArray<byte>(width * height * 4);
            fixed (byte* output = pixels)
            {
                if (TurboJpeg.tjDecompress2(handle, jpeg, size, output, width, width * 4, height, TurboJpeg.Bgra, 0) != 0
                    && TurboJpeg.tjGetErrorCode(handle) != TurboJpeg.Warning)
                    throw new InvalidDataException("invalid JPEG data (" + TurboJpeg.Error(handle) + ").");
            }
            return new MLImage(width, height, MLPixelFormat.Bgra32, pixels, opaque: true);
        }
    }

    public static byte[] Encode(MLImage image)
    {
        nint handle = TurboJpeg.tjInitCompress();
        byte* jpeg = null;
        try
        {
            int width = image.Width, height = image.Height;
            int format = image.PixelFormat == MLPixelFormat.Bgra32 ? TurboJpeg.Bgra : TurboJpeg.Rgba;
            CULong size = default;
            fixed (byte* pixels = image.Pixels)
            {
                if (TurboJpeg.tjCompress2(handle, pixels, width, width * 4, height, format, &jpeg, &size, TurboJpeg.Subsampling420, SaveQuality, 0) != 0)
                    throw new InvalidOperationException("The image could not be encoded as JPEG: " + TurboJpeg.Error(handle));
            }
            return new ReadOnlySpan<byte>(jpeg, (int)size.Value).ToArray();
        }
        finally
        {
            if (jpeg != null)
                TurboJpeg.tjFree(jpeg);
            _ = TurboJpeg.tjDestroy(handle);
        }
    }

    private sealed class Decompressor : CriticalFinalizerObject
    {
        public readonly nint Handle = TurboJpeg.tjInitDecompress();

        ~Decompressor() => _ = TurboJpeg.tjDestroy(Handle);
    }
}
