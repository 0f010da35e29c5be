namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads files of an <see cref="IFileStore"/>; used by one thread at a time.</summary>
/// <remarks>Memory that a method returns is valid until the next call.</remarks>
internal interface IFileReader : IDisposable
{
    /// <summary>The first bytes of a file: <paramref name="count"/> of them, or fewer if the file is shorter.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read; the message says why but not which file.</exception>
    ArraySegment<byte> ReadStart(int file, int count);

    /// <summary>The whole file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read; the message says why but not which file.</exception>
    ArraySegment<byte> Read(int file);
}
