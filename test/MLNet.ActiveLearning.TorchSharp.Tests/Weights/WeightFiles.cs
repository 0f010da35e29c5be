using System.IO.Compression;
using System.Text;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Weight files for tests: those that PyTorch wrote, and made-up ones.</summary>
internal static class WeightFiles
{
    public static string GetPath(string name) => Path.Combine(AppContext.BaseDirectory, "WeightFiles", name);

    public static byte[] Read(string name) => File.ReadAllBytes(GetPath(name));

    /// <summary>Loads bytes as a file.</summary>
    public static PretrainedWeights Load(byte[] bytes)
    {
        string path = Path.Combine(Path.GetTempPath(), $"weights-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(path, bytes);
            return PretrainedWeights.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The message with which bytes are refused.</summary>
    public static string Refuse(byte[] bytes) => Assert.ThrowsException<InvalidDataException>(() => Load(bytes)).Message;

    /// <summary>A zip as torch.save writes it.</summary>
    public static byte[] Zip(byte[] pickle, params (string Key, byte[] Numbers)[] storages)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "archive/data.pkl", pickle, CompressionLevel.NoCompression);
            foreach ((string key, byte[] numbers) in storages)
            {
                Add(zip, $"archive/data/{key}", numbers, CompressionLevel.NoCompression);
            }
        }

        return memory.ToArray();
    }

    public static void Add(ZipArchive zip, string name, byte[] bytes, CompressionLevel level)
    {
        using Stream stream = zip.CreateEntry(name, level).Open();
        stream.Write(bytes);
    }

    /// <summary>A pickle of protocol 2 from its instructions; letters stand for themselves.</summary>
    public static byte[] Pickle(string instructions) => [0x80, 2, .. Encoding.Latin1.GetBytes(instructions), (byte)'.'];

    /// <summary>The instructions for a dictionary with one tensor "w" in storage "0" of Single.</summary>
    public static string Tensor(int count, int offset, int[] shape, int[] strides) =>
        "}X\x1\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\x7\0\0\0storagectorch\nFloatStorage\nX\x1\0\0\0" + "0X\x3\0\0\0cpu" + Number(count) + "tQ"
        + Number(offset) + "(" + string.Concat(shape.Select(Number)) + "t(" + string.Concat(strides.Select(Number)) + "t\x89)tRs";

    /// <summary>A .safetensors file.</summary>
    public static byte[] Safetensors(string header, int dataLength) =>
        [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[dataLength]];

    private static string Number(int value) => "J" + Encoding.Latin1.GetString(BitConverter.GetBytes(value));
}
