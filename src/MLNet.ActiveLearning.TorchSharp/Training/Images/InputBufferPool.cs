using System.Collections.Concurrent;

namespace MLNet.ActiveLearning.Training;

/// <summary>Lends input buffers; makes a new one when none is free, which a bounded queue between the threads keeps to a few.</summary>
internal sealed class InputBufferPool(int capacity, ImageShape shape) : IDisposable
{
    private readonly ConcurrentBag<InputBuffer> all = [];
    private readonly ConcurrentBag<InputBuffer> free = [];

    public InputBuffer Rent()
    {
        if (!free.TryTake(out InputBuffer? buffer))
        {
            buffer = new InputBuffer(capacity, shape);
            all.Add(buffer);
        }

        return buffer;
    }

    public void Return(InputBuffer buffer) => free.Add(buffer);

    /// <summary>Frees all buffers; no thread may use one any more.</summary>
    public void Dispose()
    {
        foreach (InputBuffer buffer in all)
        {
            buffer.Dispose();
        }
    }
}
