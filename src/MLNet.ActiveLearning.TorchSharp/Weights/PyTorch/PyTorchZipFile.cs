using System.IO.Compression;
using System.Text;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Reads the files of <c>torch.save</c> since PyTorch 1.6: a zip without compression, with <c>data.pkl</c> and a part for each storage.</summary>
internal static class PyTorchZipFile
{
    private const string PickleName = "data.pkl";

    /// <exception cref="InvalidDataException">The file is damaged or cut short, or holds more than tensors.</exception>
    public static IReadOnlyList<WeightTensor> Read(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return Read(zip, file.Length);
        }
        catch (Exception e) when (e is ArgumentException or EndOfStreamException or NotSupportedException or OverflowException)
        {
            // What the archive's reader throws on some damaged directories.
            throw new InvalidDataException($"The archive is damaged: {e.Message}", e);
        }
    }

    private static List<WeightTensor> Read(ZipArchive zip, long fileLength)
    {
        ZipArchiveEntry pickle = zip.Entries.FirstOrDefault(e => e.FullName == PickleName || e.FullName.EndsWith($"/{PickleName}", StringComparison.Ordinal))
            ?? throw new InvalidDataException($"The archive has no part '{PickleName}', so it is no file of torch.save.");
        string folder = pickle.FullName[..^PickleName.Length];
        RequireLittleEndian(zip, folder, fileLength);
        List<(string Name, PickleTensor Tensor)> found = StateDictionary.Flatten(new PickleReader(ReadPart(pickle, fileLength)).Read());
        Dictionary<string, ReadOnlyMemory<byte>> storages = [];
        foreach ((string name, PickleTensor tensor) in found)
        {
            string key = tensor.Storage.Key;
            if (!storages.ContainsKey(key))
            {
                ZipArchiveEntry part = zip.GetEntry($"{folder}data/{key}")
                    ?? throw new InvalidDataException($"The archive has no part '{folder}data/{key}' for tensor '{name}'.");
                storages.Add(key, ReadPart(part, fileLength));
            }
        }

        var assembler = new TensorAssembler(storages, fileLength);
        return [.. found.Select(f => assembler.Assemble(f.Name, f.Tensor))];
    }

    private static void RequireLittleEndian(ZipArchive zip, string folder, long fileLength)
    {
        if (zip.GetEntry($"{folder}byteorder") is { } part && Encoding.ASCII.GetString(ReadPart(part, fileLength)) is not "little" and var order)
        {
            throw new InvalidDataException($"The numbers are in the byte order '{order}'; 'little' can be read.");
        }
    }

    private static byte[] ReadPart(ZipArchiveEntry part, long fileLength)
    {
        if (part.CompressedLength != part.Length || part.Length > fileLength)
        {
            throw new InvalidDataException($"Part '{part.FullName}' is compressed ({part.CompressedLength} of {part.Length} bytes), which PyTorch never does. Write the file anew with torch.save.");
        }

        using Stream stream = part.Open();
        byte[] bytes = WeightFile.ReadBytes(stream, part.Length, $"Part '{part.FullName}'");
        return ZipChecksum.Compute(bytes) == part.Crc32 ? bytes : throw new InvalidDataException($"Part '{part.FullName}' is damaged: its checksum is another than the archive says.");
    }
}
