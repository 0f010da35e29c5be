namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A file in a zip archive, as the central directory describes it.</summary>
/// <param name="Name">Its path in the archive, with forward slashes.</param>
/// <param name="HeaderOffset">Where its local header begins in the file.</param>
/// <param name="CompressedLength">Bytes in the archive.</param>
/// <param name="Length">Bytes after decompression.</param>
/// <param name="Crc">CRC-32 of the decompressed bytes.</param>
/// <param name="Method">0 is stored, 8 is deflate.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
internal readonly record struct ZipEntry(
    string Name, long HeaderOffset, long CompressedLength, long Length, uint Crc, int Method, bool IsEncrypted);
