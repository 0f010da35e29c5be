using Microsoft.ML.Data.Codecs;

namespace Microsoft.ML.Data;

/// <summary>An image of four bytes a pixel in managed memory. Decoded images are Bgra32, premultiplied where they have alpha.</summary>
public sealed class MLImage : IDisposable
{
    private readonly int _width;
    private readonly int _height;
    private readonly MLPixelFormat _format;
    private readonly bool _opaque;
    private byte[] _pixels;
    private string _tag;

    internal MLImage(int width, int height, MLPixelFormat format, byte[] pixels, bool opaque)
    {
        _width = width;
        _height = height;
        _format = format;
        _pixels = pixels;
        _opaque = opaque;
    }

    public static MLImage CreateFromStream(Stream imageStream)
    {
        ArgumentNullException.ThrowIfNull(imageStream);
        using var input = EncodedBytes.Read(imageStream);
        return Decode(input.Span, "Invalid input stream contents", nameof(imageStream));
    }

    public static MLImage CreateFromFile(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        FileStream stream;
        try
        {
            stream = File.OpenRead(imagePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ArgumentException("Invalid path: " + e.Message, nameof(imagePath), e);
        }
        using (stream)
        using (var input = EncodedBytes.Read(stream))
            return Decode(input.Span, "Invalid path: the file is not an image", nameof(imagePath));
    }

    public static MLImage CreateFromPixels(int width, int height, MLPixelFormat pixelFormat, ReadOnlySpan<byte> imagePixelData)
    {
        if (pixelFormat is not (MLPixelFormat.Bgra32 or MLPixelFormat.Rgba32))
            throw new ArgumentException("Unsupported pixel format", nameof(pixelFormat));
        if (width <= 0)
            throw new ArgumentException("Invalid width value.", nameof(width));
        if (height <= 0)
            throw new ArgumentException("Invalid height value.", nameof(height));
        if (imagePixelData.Length != (long)width * height * 4)
            throw new ArgumentException($"Invalid {nameof(imagePixelData)} buffer size.");
        return new MLImage(width, height, pixelFormat, imagePixelData.ToArray(), opaque: false);
    }

    public MLPixelFormat PixelFormat
    {
        get { CheckAlive(); return _format; }
    }

    public ReadOnlySpan<byte> Pixels => CheckAlive();

    public int Width
    {
        get { CheckAlive(); return _width; }
    }

    public int Height
    {
        get { CheckAlive(); return _height; }
    }

    public int BitsPerPixel
    {
        get { CheckAlive(); return 32; }
    }

    public string Tag
    {
        get { CheckAlive(); return _tag; }
        set { CheckAlive(); _tag = value; }
    }

    /// <summary>Three bytes a pixel; a premultiplied colour is divided by its alpha again.</summary>
    public byte[] GetBGRPixels
    {
        get
        {
            byte[] pixels = CheckAlive();
            var bgr = new byte[_width * _height * 3];
            int blue = _format == MLPixelFormat.Bgra32 ? 0 : 2;
            for (int i = 0, o = 0; o < bgr.Length; i += 4, o += 3)
            {
                byte alpha = _opaque ? (byte)255 : pixels[i + 3];
                bgr[o] = Alpha.Divide(pixels[i + blue], alpha);
                bgr[o + 1] = Alpha.Divide(pixels[i + 1], alpha);
                bgr[o + 2] = Alpha.Divide(pixels[i + 2 - blue], alpha);
            }
            return bgr;
        }
    }

    public void Save(string imagePath)
    {
        CheckAlive();
        string extension = Path.GetExtension(imagePath).ToLowerInvariant();
        byte[] encoded = extension switch
        {
            ".png" => PngEncoder.Encode(this, _opaque),
            ".jpg" or ".jpeg" => Jpeg.Encode(this),
            ".bmp" or ".gif" or ".ico" or ".astc" or ".avif" or ".dng" or ".heif" or ".ktx" or ".pkm" or ".wbmp" or ".webp" => throw new ArgumentException(
                $"Saving image with the format '{extension}' is not supported. Try save it with `Jpeg` or `Png` format.", nameof(imagePath)),
            _ => throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath)),
        };
        File.WriteAllBytes(imagePath, encoded);
    }

    public void Dispose() => _pixels = null;

    internal bool IsOpaque => _opaque;

    private byte[] CheckAlive() => _pixels ?? throw new InvalidOperationException("Object is disposed.");

    private static MLImage Decode(ReadOnlySpan<byte> bytes, string error, string parameter)
    {
        try
        {
            if (Jpeg.IsJpeg(bytes))
                return Jpeg.Decode(bytes);
            if (PngDecoder.IsPng(bytes))
                return PngDecoder.Decode(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException($"{error}: {e.Message}", parameter, e);
        }
        throw new ArgumentException($"{error}: neither JPEG nor PNG data.", parameter);
    }
}
