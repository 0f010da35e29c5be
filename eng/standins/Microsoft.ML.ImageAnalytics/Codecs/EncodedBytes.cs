using System.Buffers;

namespace Microsoft.ML.Data.Codecs;

/// <summary>The rest of a stream as one span: without a copy if the stream is a visible memory stream, else in a rented array.</summary>
internal struct EncodedBytes : IDisposable
{
    private byte[] _rented;
    private ArraySegment<byte> _bytes;

    public readonly ReadOnlySpan<byte> Span => _bytes;

    public static EncodedBytes Read(Stream stream)
    {
        if (stream is MemoryStream memory && memory.TryGetBuffer(out var visible))
        {
            int position = (int)Math.Min(memory.Position, memory.Length);
            memory.Position = memory.Length;
            return new EncodedBytes { _bytes = visible[position..] };
        }

        long expected = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) + 1 : 16 * 1024;
        if (expected > Array.MaxLength)
            throw new ArgumentException("The image is too large.", nameof(stream));
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)expected);
        int count = 0;
        try
        {
            for (int read; (read = stream.Read(buffer, count, buffer.Length - count)) > 0;)
            {
                count += read;
                if (count == buffer.Length)
                    Grow(ref buffer);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
        return new EncodedBytes { _rented = buffer, _bytes = new ArraySegment<byte>(buffer, 0, count) };
    }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
        _bytes = default;
    }

    private static void Grow(ref byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(buffer.Length * 2));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
