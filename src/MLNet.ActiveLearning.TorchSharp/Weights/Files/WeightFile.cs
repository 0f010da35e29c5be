namespace MLNet.ActiveLearning.Weights;

/// <summary>Recognises a weight file by its first bytes and reads it.</summary>
internal static class WeightFile
{
    /// <param name="file">A readable, seekable stream at its start.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of no known format.</exception>
    public static WeightFileContent Read(Stream file)
    {
        byte[] start = new byte[Math.Min(16, file.Length)];
        file.ReadExactly(start);
        file.Position = 0;
        return start switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => new WeightFileContent(PyTorchZipFile.Read(file), new Dictionary<string, string>()),
            [0x80, 2, 0x8A, 10, ..] => new WeightFileContent(PyTorchLegacyFile.Read(file), new Dictionary<string, string>()),
            [_, _, _, _, _, _, _, _, (byte)'{', ..] => SafetensorsReader.Read(file),
            _ => throw new InvalidDataException(
                $"It is none of the formats that can be read ({file.Length} bytes): a PyTorch file (.pth, .pt), or .safetensors. "
                + "Write it with torch.save(model.state_dict(), path), or with safetensors.torch.save_file."),
        };
    }

    /// <summary>Reads a whole part of a file into memory.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public static byte[] ReadBytes(Stream stream, long count, string what)
    {
        if (count < 0 || count > Array.MaxLength)
        {
            throw new InvalidDataException($"{what} has {count} bytes; up to {Array.MaxLength} can be read.");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)count);
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : throw new InvalidDataException($"{what} ends after {read} of {count} bytes; the file is cut short.");
    }
}
