using Microsoft.Win32.SafeHandles;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Positional reads into a buffer that a reader uses again and again.</summary>
internal static class ReadBuffer
{
    /// <summary>No image file is read beyond this length: 256 MiB.</summary>
    public const int MaxFileLength = 1 << 28;

    /// <summary>Makes the buffer at least this long; its content is lost.</summary>
    public static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max(length, Math.Min(buffer.Length * 2, MaxFileLength))];
        }
    }

    /// <summary>Reads <paramref name="count"/> bytes, or fewer if the file ends before.</summary>
    public static ArraySegment<byte> Fill(SafeFileHandle handle, byte[] buffer, int count, long position)
    {
        int done = 0;
        while (done < count)
        {
            int read = RandomAccess.Read(handle, buffer.AsSpan(done, count - done), position + done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return new ArraySegment<byte>(buffer, 0, done);
    }
}
