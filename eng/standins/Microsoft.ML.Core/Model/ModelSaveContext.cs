using System.IO.Compression;
using System.Text;

namespace Microsoft.ML;

public sealed class ModelSaveContext : IDisposable
{
    internal const string HeaderName = "Loader";
    internal const string BodyName = "Model";

    private readonly ZipArchive _archive;
    private readonly string _directory;
    private readonly MemoryStream _body = new();
    private Type _loader;

    internal ModelSaveContext(ZipArchive archive, string directory)
    {
        _archive = archive;
        _directory = directory;
        Writer = new BinaryWriter(_body, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>The stream of the object being saved.</summary>
    internal BinaryWriter Writer { get; }

    /// <summary>Must be called by every object that saves itself.</summary>
    internal void SetLoader<TLoader>() where TLoader : IModelLoader => _loader = typeof(TLoader);

    /// <summary>Saves a part of the object under a name of its own.</summary>
    internal void SaveModel<T>(T value, string name) where T : class => SaveModel(_archive, value, $"{_directory}/{name}");

    internal static void SaveModel<T>(ZipArchive archive, T value, string directory) where T : class
    {
        if (value is not ICanSaveModel savable)
            return;
        using var context = new ModelSaveContext(archive, directory);
        savable.Save(context);
        context.Done();
    }

    internal void SaveBinaryStream(string name, Action<BinaryWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
            write(writer);
        WriteEntry(name, buffer);
    }

    public void Dispose()
    {
        Writer.Dispose();
        _body.Dispose();
    }

    private void Done()
    {
        Contracts.Check(_loader is not null, "ModelSignature not specified!");
        Writer.Flush();
        WriteEntry(BodyName, _body);
        using var header = new MemoryStream(Encoding.UTF8.GetBytes($"{_loader.Assembly.GetName().Name}\n{_loader.FullName}"));
        WriteEntry(HeaderName, header);
    }

    private void WriteEntry(string name, MemoryStream content)
    {
        using Stream entry = _archive.CreateEntry($"{_directory}/{name}").Open();
        content.WriteTo(entry);
    }
}
