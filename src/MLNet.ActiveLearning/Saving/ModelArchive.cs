using System.IO.Compression;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Saving;

/// <summary>Our model file: a zip with the parts of a chain in order, ML.NET's saved by ML.NET and ours by us.</summary>
internal static class ModelArchive
{
    private const int FormatVersion = 1;
    private const string ManifestName = "manifest.json";
    private const string SchemaName = "schema.zip";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void Save(MLContext context, ITransformer model, DataViewSchema? inputSchema, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string unfinished = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    Write(context, zip, model, inputSchema);
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, full, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public static ITransformer Load(MLContext context, string path, out DataViewSchema? inputSchema)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return Read(context, zip, path, out inputSchema);
        }
        catch (InvalidDataException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"'{path}' is not a complete model file: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged: a part of it is no valid JSON. {e.Message}", e);
        }
    }

    internal static void Write(MLContext context, ZipArchive zip, ITransformer model, DataViewSchema? inputSchema)
    {
        var parts = new List<Part>();
        foreach (ITransformer transformer in Flatten(model))
        {
            string folder = $"{parts.Count:D3}";
            if (transformer is ISavableModel savable)
            {
                parts.Add(new Part(folder, savable.ReaderType.AssemblyQualifiedName));
                savable.Save(new ZipWriter(zip, folder));
            }
            else
            {
                parts.Add(new Part(folder, null));
                WriteMLNet(context, transformer, zip, $"{folder}/model.zip");
            }
        }
        if (inputSchema is not null)
        {
            WriteSchema(context, inputSchema, zip);
        }
        using Stream manifest = zip.CreateEntry(ManifestName).Open();
        JsonSerializer.Serialize(manifest, new Manifest(FormatVersion, parts), Json);
    }

    private static ITransformer Read(MLContext context, ZipArchive zip, string path, out DataViewSchema? inputSchema)
    {
        if (zip.GetEntry(ManifestName) is not { } entry)
        {
            bool isMLNet = zip.Entries.Any(e => e.FullName.StartsWith("TransformerChain", StringComparison.Ordinal));
            string hint = isMLNet ? " It is a model of ML.NET: load it with mlContext.Model.Load." : "";
            throw new InvalidDataException($"'{path}' has no {ManifestName}, so it was not written by ActiveLearning().Save.{hint}");
        }
        Manifest manifest;
        using (Stream stream = entry.Open())
        {
            manifest = JsonSerializer.Deserialize<Manifest>(stream) ?? throw new InvalidDataException($"The manifest of '{path}' is empty.");
        }
        if (manifest.FormatVersion != FormatVersion)
        {
            throw new InvalidDataException($"'{path}' has format version {manifest.FormatVersion}; this version of the library reads {FormatVersion}. Update the library.");
        }
        if (manifest.Parts is null || manifest.Parts.Any(p => p?.Folder is null))
        {
            throw new InvalidDataException($"The manifest of '{path}' does not name the model's parts.");
        }
        ITransformer[] transformers = [.. manifest.Parts.Select(part => ReadPart(context, zip, part, path))];
        inputSchema = zip.GetEntry(SchemaName) is { } schema ? ReadMLNet(context, schema).Schema : null;
        return transformers.Length == 1 ? transformers[0] : new TransformerChain<ITransformer>(transformers);
    }

    private static ITransformer ReadPart(MLContext context, ZipArchive zip, Part part, string path)
    {
        if (part.Reader is null)
        {
            ZipArchiveEntry entry = zip.GetEntry($"{part.Folder}/model.zip")
                ?? throw new InvalidDataException($"'{path}' lacks part {part.Folder}/model.zip.");
            return ReadMLNet(context, entry).Model;
        }
        Type? type = Type.GetType(part.Reader, throwOnError: false);
        if (type is null || !typeof(IModelReader).IsAssignableFrom(type))
        {
            throw new InvalidDataException(
                $"'{path}' needs the model reader '{part.Reader}', which this application does not have. Reference the assembly that the model was saved with.");
        }
        var reader = (IModelReader)Activator.CreateInstance(type)!;
        return reader.Load(context, new ZipSource(zip, part.Folder));
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer model) =>
        model is not ISavableModel && model is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [model];

    private static void WriteMLNet(MLContext context, ITransformer transformer, ZipArchive zip, string name)
    {
        using var buffer = new MemoryStream();
        try
        {
            context.Model.Save(transformer, null, buffer);
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException)
        {
            throw new NotSupportedException(
                $"The transformer {transformer.GetType().FullName} can be saved neither by ML.NET nor by this library: {e.Message} Implement ISavableModel on it.", e);
        }
        Copy(buffer, zip, name);
    }

    // ML.NET saves a schema only beside a model: an empty chain carries it. A schema without any savable column is left out.
    private static void WriteSchema(MLContext context, DataViewSchema schema, ZipArchive zip)
    {
        using var buffer = new MemoryStream();
        try
        {
            context.Model.Save(new TransformerChain<ITransformer>(), schema, buffer);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return;
        }
        Copy(buffer, zip, SchemaName);
    }

    private static void Copy(MemoryStream buffer, ZipArchive zip, string name)
    {
        buffer.Position = 0;
        using Stream target = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        buffer.CopyTo(target);
    }

    private static (ITransformer Model, DataViewSchema Schema) ReadMLNet(MLContext context, ZipArchiveEntry entry)
    {
        using MemoryStream buffer = ReadEntry(entry);
        ITransformer model = context.Model.Load(buffer, out DataViewSchema schema);
        return (model, schema);
    }

    private static MemoryStream ReadEntry(ZipArchiveEntry entry)
    {
        var buffer = new MemoryStream();
        using Stream source = entry.Open();
        source.CopyTo(buffer);
        buffer.Position = 0;
        return buffer;
    }

    private sealed record Manifest(int FormatVersion, IReadOnlyList<Part> Parts);

    private sealed record Part(string Folder, string? Reader);

    private sealed class ZipWriter(ZipArchive zip, string folder) : IModelWriter
    {
        public Stream CreatePart(string name) => zip.CreateEntry($"{folder}/{name}", CompressionLevel.NoCompression).Open();
    }

    private sealed class ZipSource(ZipArchive zip, string folder) : IModelSource
    {
        public Stream OpenPart(string name) => ReadEntry(zip.GetEntry($"{folder}/{name}")
            ?? throw new InvalidDataException($"Part '{folder}/{name}' is missing."));
    }
}
