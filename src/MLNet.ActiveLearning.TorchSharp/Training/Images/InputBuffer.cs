using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>A batch of network inputs in the tensor library's own memory, written by C# without a copy in between.</summary>
/// <remarks>Used over and over: at a time one thread fills a buffer while another computes with the one before.</remarks>
internal sealed class InputBuffer : IDisposable
{
    private readonly Tensor memory; // (B, H, W, C)
    private readonly int imageSize;

    public InputBuffer(int capacity, ImageShape shape)
    {
        imageSize = shape.Size;
        memory = empty(capacity, shape.Height, shape.Width, shape.Channels, ScalarType.Float32).DetachFromDisposeScope();
    }

    /// <summary>The first images of the batch, (count, H, W, C) floats.</summary>
    public Span<float> GetPixels(int count) => MemoryMarshal.Cast<byte, float>(memory.bytes)[..(count * imageSize)];

    /// <summary>
    /// The first images as (count, C, H, W) on a device. On the CPU this is a view of the buffer: (H, W, C) in memory under
    /// a shape of (C, H, W) is what the tensor library calls channels-last, which its convolutions recognise and keep to.
    /// </summary>
    /// <param name="count">How many images.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="channelsLast">False copies the images into plain (C, H, W) memory, for networks that need it.</param>
    public Tensor GetInput(int count, Device device, bool channelsLast)
    {
        using var scope = NewDisposeScope();
        Tensor input = memory.narrow(0, 0, count).permute(0, 3, 1, 2).to(device);
        return (channelsLast ? input : input.contiguous()).MoveToOuterDisposeScope();
    }

    public void Dispose() => memory.Dispose();
}
