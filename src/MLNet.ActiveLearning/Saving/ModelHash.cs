using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;

namespace MLNet.ActiveLearning.Saving;

/// <summary>Identifies a model by what it is made of: equal weights and options, equal hash, whatever the file and its date.</summary>
public static class ModelHash
{
    /// <summary>The hash of a model in memory.</summary>
    /// <param name="context">The environment.</param>
    /// <param name="model">A transformer or a chain of them.</param>
    /// <returns>The first 16 bytes of SHA-256 over names and contents of the model's parts, as hexadecimal digits.</returns>
    /// <exception cref="NotSupportedException">A transformer in the chain can be saved neither by ML.NET nor by this library.</exception>
    public static string Compute(MLContext context, ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            ModelArchive.Write(context, zip, model, null);
        }
        buffer.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    // A zip inside a zip is a part of ML.NET; it carries dates too.
    private static void Append(IncrementalHash hash, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{entry.FullName}\n"));
            using var content = new MemoryStream();
            using (Stream source = entry.Open())
            {
                source.CopyTo(content);
            }
            content.Position = 0;
            if (entry.Name.EndsWith(".zip", StringComparison.Ordinal))
            {
                Append(hash, content);
            }
            else
            {
                hash.AppendData(content.GetBuffer().AsSpan(0, (int)content.Length));
            }
        }
    }
}
