using System.IO.Compression;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

/// <summary>A folder for the files that a test writes.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("datasets-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Write(string relative, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
    }

    public void WriteGzip(string relative, byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        Write(relative, compressed.ToArray());
    }

    /// <summary>An image of one colour, as a file of the kind that the name says.</summary>
    public void WriteImage(string relative, int width = 8, int height = 8, byte red = 0, byte green = 0, byte blue = 0)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        byte[] pixels = new byte[width * height * 4];
        for (int i = 0; i < pixels.Length; i += 4)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]) = (red, green, blue, 255);
        }

        using MLImage image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
        image.Save(this[relative]);
    }

    /// <summary>Zips everything below a folder and deletes that folder.</summary>
    public string Zip(string relative, CompressionLevel level = CompressionLevel.NoCompression)
    {
        string archive = this[relative + ".zip"];
        ZipFile.CreateFromDirectory(this[relative], archive, level, includeBaseDirectory: false);
        Directory.Delete(this[relative], recursive: true);
        return archive;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
