using Microsoft.Win32.SafeHandles;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The files below a folder, hidden ones aside.</summary>
internal sealed class FolderStore : IFileStore
{
    public FolderStore(string folder)
    {
        Location = Path.GetFullPath(folder);
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
        Paths = [.. Directory.EnumerateFiles(Location, "*", all)
            .Select(path => Path.GetRelativePath(Location, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !FolderLayout.IsHidden(path))];
    }

    public string Location { get; }

    public IReadOnlyList<string> Paths { get; }

    public string GetTag(int file) => Path.Combine(Location, Paths[file]);

    public IFileReader OpenReader() => new Reader(this);

    private sealed class Reader(FolderStore store) : IFileReader
    {
        private byte[] buffer = [];

        public ArraySegment<byte> ReadStart(int file, int count)
        {
            try
            {
                using SafeFileHandle handle = File.OpenHandle(store.GetTag(file));
                long length = RandomAccess.GetLength(handle);
                if (length > ReadBuffer.MaxFileLength)
                {
                    throw new InvalidDataException($"is longer than {ReadBuffer.MaxFileLength} bytes");
                }

                int wanted = (int)Math.Min(count, length);
                ReadBuffer.Grow(ref buffer, wanted);
                return ReadBuffer.Fill(handle, buffer, wanted, 0);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InvalidDataException($"cannot be read: {e.Message}", e);
            }
        }

        public ArraySegment<byte> Read(int file) => ReadStart(file, int.MaxValue);

        public void Dispose()
        {
        }
    }
}
