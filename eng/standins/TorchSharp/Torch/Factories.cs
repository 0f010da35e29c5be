using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>A tensor over the array's own memory, unless it has to be converted or moved.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var shared = Shared(rawArray, 0, Shape(rawArray));
        return Finished(shared, dtype, device, requires_grad, names);
    }

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device ?? CPU);

    /// <summary>A vector over part of the array's own memory, unless it has to be converted.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        long length = rawArray.LongLength;
        if (offset < 0 || offset >= length) throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0) count = length - offset;
        if (count > length - offset) throw new IndexOutOfRangeException($"element count is too large: {count}");
        return Finished(Shared(rawArray, offset, [count]), dtype, CPU, requires_grad, null);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        device is null ? data.to(dtype ?? data.dtype) : data.to(dtype ?? data.dtype, device);

    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray.ToArray(), dtype, device);
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        bool whole = start.IsInteger && stop.IsInteger && step.IsInteger;
        var type = dtype ?? (whole ? ScalarType.Int64 : get_default_dtype());
        return Op.Tensor("arange.start_step", start, stop, step, type, Argument.None, InitializeDevice(device)).requires_grad_(requires_grad);
    }

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Op.Tensor("linspace", start, end, steps, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)).requires_grad_(requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Op.Tensor("logspace", start, end, steps, @base, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)).requires_grad_(requires_grad);

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(Op.Tensor("eye.m", rows, columns < 0 ? rows : columns, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), names).requires_grad_(requires_grad);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Op.Tensor("randperm.generator", n, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)).requires_grad_(requires_grad);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Named(Op.Tensor("randint.low_generator", low, high, size, generator, dtype ?? ScalarType.Int64, Argument.None, InitializeDevice(device)), names).requires_grad_(requires_grad);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, s => (long)s), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn(size, dtype, device, false, generator, names).mul_(std).add_(mean).requires_grad_(requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Op.Tensor("normal.Tensor_Tensor", mean, std, generator);

    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(Op.Tensor("empty_strided", size, strides, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), names).requires_grad_(requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(input.empty_like(dtype, device, requires_grad), names);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(input.zeros_like(dtype, device, requires_grad), names);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(input.ones_like(dtype, device, requires_grad), names);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(input.full_like(value, dtype, device, requires_grad), names);

    public static int randint_int(int low, int high, Generator? generator = null)
    {
        using var value = randint(low, high, Array.Empty<long>(), generator: generator);
        return value.ToInt32();
    }

    public static int randint_int(int high, Generator? generator = null) => randint_int(0, high, generator);

    private static Tensor Sized(string name, long[] size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names) =>
        Named(Op.Tensor(name == "empty" ? "empty.memory_format" : name, size, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), names)
            .requires_grad_(requiresGrad);

    private static Tensor Random(string name, long[] size, Generator? generator, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names) =>
        Named(Op.Tensor(name + ".generator", size, generator, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), names)
            .requires_grad_(requiresGrad);

    private static Tensor Filled(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names) =>
        Named(Op.Tensor("full", size, value, dtype ?? get_default_dtype(), Argument.None, InitializeDevice(device)), names).requires_grad_(requiresGrad);

    private static Tensor Copied<T>(ReadOnlySpan<T> data, long[] shape, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null) where T : unmanaged
    {
        if (TotalSize(shape) > data.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {TotalSize(shape)} vs. {data.Length}");
        var tensor = Op.Tensor("empty.memory_format", shape, ToScalarType(typeof(T)), Argument.None, CPU);
        data[..(int)tensor.NumberOfElements].CopyTo(new Span<T>((void*)tensor.DataPointer(), (int)tensor.NumberOfElements));
        return Finished(tensor, dtype, device, requiresGrad, names);
    }

    /// <summary>A tensor over the pinned memory of an array, which stays pinned until the last tensor over it is gone.</summary>
    private static Tensor Shared(Array array, long offset, long[] shape)
    {
        var type = ToScalarType(array.GetType().GetElementType()!);
        if (type == ScalarType.ComplexFloat32) throw new NotSupportedException("Arrays of pairs cannot be shared.");
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        nint address = pin.AddrOfPinnedObject() + (nint)(offset * type.ElementSize());
        fixed (long* sizes = shape)
        {
            Library.Check(Library.al_wrap(address, sizes, shape.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pin), out nint result));
            return new(result);
        }
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pin) => GCHandle.FromIntPtr(pin).Free();

    private static Tensor Finished(Tensor tensor, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        var type = dtype ?? tensor.dtype;
        device = InitializeDevice(device);
        if (type != tensor.dtype || device.type != DeviceType.CPU) tensor = tensor.to(type, device, disposeAfter: true);
        return Named(tensor, names).requires_grad_(requiresGrad);
    }

    private static Tensor Named(Tensor tensor, string[]? names) =>
        names is null or { Length: 0 } ? tensor : throw new NotSupportedException("This stand-in for TorchSharp has no named dimensions.");

    private static long[] Shape(Array array)
    {
        var shape = new long[array.Rank];
        for (int i = 0; i < shape.Length; i++) shape[i] = array.GetLongLength(i);
        return shape;
    }

    private static Span<T> Elements<T>(Array array) where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static long TotalSize(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);
}
