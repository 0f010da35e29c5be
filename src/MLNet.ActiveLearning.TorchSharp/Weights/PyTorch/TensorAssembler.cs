namespace MLNet.ActiveLearning.Weights;

/// <summary>Turns views into storages into tensors of their own.</summary>
/// <param name="storages">The bytes of the storages by key.</param>
/// <param name="fileLength">Bytes of the file.</param>
/// <remarks>
/// A tensor whose numbers lie in order shares the bytes of its storage; others are put in order, into memory of their own. All copies together may be
/// as long as the file: a small file cannot ask for more memory by repeating numbers.
/// </remarks>
internal sealed class TensorAssembler(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> storages, long fileLength)
{
    private long copied;

    /// <exception cref="InvalidDataException">The storage is missing, or has another length than the tensor says.</exception>
    public WeightTensor Assemble(string name, PickleTensor tensor)
    {
        PickleStorage storage = tensor.Storage;
        int size = WeightTensor.SizeOf(storage.ElementType);
        if (!storages.TryGetValue(storage.Key, out ReadOnlyMemory<byte> bytes))
        {
            throw new InvalidDataException($"Tensor '{name}' is in storage '{storage.Key}', which the file does not hold.");
        }

        if (((Int128)storage.Offset + storage.Count) * size > bytes.Length)
        {
            throw new InvalidDataException($"Storage '{storage.Key}' of tensor '{name}' has {bytes.Length} bytes; {storage.Count} numbers of {size} bytes are announced.");
        }

        if (!WeightTensor.TryGetByteCount(storage.ElementType, tensor.Shape, out long length))
        {
            throw new InvalidDataException($"Tensor '{name}' of shape ({string.Join(", ", tensor.Shape)}) is too large.");
        }

        if (length == 0)
        {
            return new WeightTensor(name, storage.ElementType, tensor.Shape, ReadOnlyMemory<byte>.Empty);
        }

        long begin = (storage.Offset + tensor.Offset) * size;
        return new WeightTensor(name, storage.ElementType, tensor.Shape, IsInOrder(tensor)
            ? bytes.Slice((int)begin, (int)length)
            : CopyInOrder(name, bytes.Span[(int)begin..], tensor, size, length));
    }

    private static bool IsInOrder(PickleTensor tensor)
    {
        long expected = 1;
        for (int i = tensor.Shape.Length - 1; i >= 0; i--)
        {
            if (tensor.Shape[i] != 1 && tensor.Strides[i] != expected)
            {
                return false;
            }

            expected *= tensor.Shape[i];
        }

        return true;
    }

    private byte[] CopyInOrder(string name, ReadOnlySpan<byte> source, PickleTensor tensor, int size, long length)
    {
        copied += length;
        if (copied > fileLength)
        {
            throw new InvalidDataException($"Tensor '{name}' repeats the numbers of storage '{tensor.Storage.Key}': the tensors would take more memory than the file has bytes. Save them with .contiguous() or .clone().");
        }

        byte[] target = new byte[length];
        var index = new long[tensor.Shape.Length];
        long place = 0; // of the number at index, in numbers
        for (int written = 0; written < target.Length; written += size)
        {
            source.Slice((int)(place * size), size).CopyTo(target.AsSpan(written));
            for (int i = index.Length - 1; i >= 0; i--)
            {
                place += tensor.Strides[i];
                if (++index[i] < tensor.Shape[i])
                {
                    break;
                }

                place -= tensor.Shape[i] * tensor.Strides[i];
                index[i] = 0;
            }
        }

        return target;
    }
}
