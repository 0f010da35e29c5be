using System.Buffers.Binary;

namespace MLNet.ActiveLearning.Weights;

/// <summary>
/// Reads the files of <c>torch.save</c> before PyTorch 1.6: a magic number, a version, facts about the machine, the objects and the keys of the
/// storages, each pickled; then for each key the number of its numbers (8 bytes) and the numbers.
/// </summary>
internal static class PyTorchLegacyFile
{
    private const long Version = 1001;

    // The pickle of 0x1950a86a20f9469cfc6c, ten bytes long, which is more than a number of this library holds.
    private static readonly byte[] Magic = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    /// <exception cref="InvalidDataException">The file is damaged or cut short, or holds more than tensors.</exception>
    public static IReadOnlyList<WeightTensor> Read(Stream file)
    {
        byte[] bytes = WeightFile.ReadBytes(file, file.Length, "The file");
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new InvalidDataException("It begins as a pickle, but not as one of torch.save. Save the numbers in Python: torch.save(model.state_dict(), path).");
        }

        int position = Magic.Length;
        if (ReadPickle(bytes, ref position) is not Version)
        {
            throw new InvalidDataException($"The file has another version than {Version}. Write it anew with torch.save.");
        }

        RequireLittleEndian(ReadPickle(bytes, ref position));
        List<(string Name, PickleTensor Tensor)> found = StateDictionary.Flatten(ReadPickle(bytes, ref position));
        Dictionary<string, ReadOnlyMemory<byte>> storages = ReadStorages(bytes, ReadPickle(bytes, ref position), position, found);
        var assembler = new TensorAssembler(storages, bytes.Length);
        return [.. found.Select(f => assembler.Assemble(f.Name, f.Tensor))];
    }

    private static object? ReadPickle(byte[] bytes, ref int position)
    {
        var reader = new PickleReader(bytes, position);
        object? value = reader.Read();
        position = reader.Position;
        return value;
    }

    private static void RequireLittleEndian(object? machine)
    {
        if (machine is not PickleDictionary facts || !facts.Entries.Any(e => e is { Key: "little_endian", Value: true }))
        {
            throw new InvalidDataException("The numbers were not written by a little-endian machine, or the file is damaged.");
        }
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadStorages(
        byte[] bytes, object? keys, int position, List<(string Name, PickleTensor Tensor)> found)
    {
        Dictionary<string, int> sizes = [];
        foreach ((string name, PickleTensor tensor) in found)
        {
            int size = WeightTensor.SizeOf(tensor.Storage.ElementType);
            if (!sizes.TryAdd(tensor.Storage.Key, size) && sizes[tensor.Storage.Key] != size)
            {
                throw new InvalidDataException($"Storage '{tensor.Storage.Key}' of tensor '{name}' has two types.");
            }
        }

        Dictionary<string, ReadOnlyMemory<byte>> storages = [];
        foreach (object? item in keys as List<object?> ?? throw new InvalidDataException("The list of storages is damaged."))
        {
            // How long a storage is depends on its type, which only tensors tell.
            if (item is not string key || !sizes.TryGetValue(key, out int size) || storages.ContainsKey(key))
            {
                throw new InvalidDataException($"The list of storages names '{item}', which belongs to no tensor or is named twice.");
            }

            long count = position <= bytes.Length - 8 ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(position)) : -1;
            if (count < 0 || count > (bytes.Length - position - 8) / size)
            {
                throw new InvalidDataException($"Storage '{key}' is cut short or damaged.");
            }

            storages.Add(key, bytes.AsMemory(position + 8, (int)count * size));
            position += 8 + ((int)count * size);
        }

        return storages;
    }
}
