using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal sealed class ModelLoadContext : IDisposable
{
    private static readonly MethodInfo s_create = typeof(ModelLoadContext).GetMethod(nameof(Create), BindingFlags.NonPublic | BindingFlags.Static);

    private readonly ZipArchive _archive;
    private readonly string _directory;

    private ModelLoadContext(ZipArchive archive, string directory)
    {
        _archive = archive;
        _directory = directory;
        Reader = Open(ModelSaveContext.BodyName) ?? throw new FormatException("Corrupt model file.");
    }

    /// <summary>The stream of the object being loaded.</summary>
    public BinaryReader Reader { get; }

    public static bool Contains(ZipArchive archive, string directory) => archive.GetEntry($"{directory}/{ModelSaveContext.HeaderName}") is not null;

    public static T LoadModel<T>(IHostEnvironment env, ZipArchive archive, string directory) where T : class
    {
        ZipArchiveEntry header = archive.GetEntry($"{directory}/{ModelSaveContext.HeaderName}") ?? throw new FormatException("Corrupt model file");
        using var reader = new StreamReader(header.Open(), Encoding.UTF8);
        string assembly = reader.ReadLine(), type = reader.ReadLine();
        Contracts.CheckDecode(assembly?.StartsWith("Microsoft.ML.", StringComparison.Ordinal) == true && type is not null);
        Type loader = Assembly.Load(assembly).GetType(type);
        Contracts.CheckDecode(loader?.IsAssignableTo(typeof(IModelLoader)) == true, $"Couldn't load model: '{directory}' (no loader '{type}').");

        using var context = new ModelLoadContext(archive, directory);
        var create = s_create.MakeGenericMethod(loader).CreateDelegate<Func<IHostEnvironment, ModelLoadContext, object>>();
        return create(env, context) as T ?? throw new FormatException($"Couldn't load model: '{directory}'");
    }

    public T LoadModel<T>(IHostEnvironment env, string name) where T : class => LoadModel<T>(env, _archive, $"{_directory}/{name}");

    public bool ContainsModel(string name) => Contains(_archive, $"{_directory}/{name}");

    public bool TryLoadBinaryStream(string name, Action<BinaryReader> read)
    {
        using BinaryReader reader = Open(name);
        if (reader is null)
            return false;
        read(reader);
        return true;
    }

    public void Dispose() => Reader.Dispose();

    private static object Create<TLoader>(IHostEnvironment env, ModelLoadContext context) where TLoader : IModelLoader => TLoader.Load(env, context);

    private BinaryReader Open(string name)
    {
        ZipArchiveEntry entry = _archive.GetEntry($"{_directory}/{name}");
        if (entry is null)
            return null;
        using Stream compressed = entry.Open();
        var content = new MemoryStream();
        compressed.CopyTo(content);
        content.Position = 0;
        return new BinaryReader(content, Encoding.UTF8);
    }
}
