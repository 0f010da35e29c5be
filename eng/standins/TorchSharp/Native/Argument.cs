using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Must equal Kind in dispatch.cpp.</summary>
internal enum Kind
{
    None,
    Default,
    Tensor,
    Int,
    Float,
    Bool,
    Complex,
    Ints,
    Floats,
    Tensors,
    Device,
    Generator,
    Text,
}

/// <summary>Must equal Value in dispatch.cpp: the value itself, or the address of <c>Count</c> elements.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public long Bits;
    public Kind Kind;
    public int Count;
}

/// <summary>One argument of an operator. Every type that an ATen schema knows converts to it, so call sites stay plain.</summary>
internal readonly struct Argument
{
    private readonly object? _object;
    private readonly long _bits;
    private readonly Kind _kind;

    private Argument(Kind kind, long bits = 0, object? reference = null)
    {
        _kind = kind;
        _bits = bits;
        _object = reference;
    }

    /// <summary>The schema's default value.</summary>
    internal static Argument Default => new(Kind.Default);

    /// <summary>Explicitly nothing, for an optional argument.</summary>
    internal static Argument None => default;

    public static implicit operator Argument(torch.Tensor? value) => value is null ? None : new(Kind.Tensor, value.Handle, value);
    public static implicit operator Argument(int value) => new(Kind.Int, value);
    public static implicit operator Argument(long value) => new(Kind.Int, value);
    public static implicit operator Argument(long? value) => value is { } number ? number : None;
    public static implicit operator Argument(double value) => new(Kind.Float, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } number ? number : None;
    public static implicit operator Argument(bool value) => new(Kind.Bool, value ? 1 : 0);
    public static implicit operator Argument(bool? value) => value is { } flag ? flag : None;
    public static implicit operator Argument(torch.ScalarType value) => (int)value;
    public static implicit operator Argument(torch.ScalarType? value) => value is { } type ? type : None;
    public static implicit operator Argument(Scalar? value) => value is null ? None : value.ToArgument();
    public static implicit operator Argument(torch.Device? value) => value is null ? None : new(Kind.Device, reference: value);
    public static implicit operator Argument(torch.Generator? value) => value is null ? None : new(Kind.Generator, value.Handle, value);
    public static implicit operator Argument(long[]? value) => value is null ? None : new(Kind.Ints, reference: value);
    public static implicit operator Argument(double[]? value) => value is null ? None : new(Kind.Floats, reference: value);
    public static implicit operator Argument(torch.Tensor?[] value) => new(Kind.Tensors, reference: value);
    public static implicit operator Argument(string value) => new(Kind.Text, reference: value);
    public static implicit operator Argument(System.Numerics.Complex value) => new(Kind.Complex, reference: new[] { value.Real, value.Imaginary });

    /// <summary>How many bytes of scratch memory <see cref="Pack"/> needs.</summary>
    internal int ScratchSize => _kind switch
    {
        Kind.Ints or Kind.Floats or Kind.Tensors or Kind.Complex => ((Array)_object!).Length * 8,
        Kind.Text => (System.Text.Encoding.UTF8.GetByteCount((string)_object!) + 7) & ~7,
        _ => 0,
    };

    /// <summary>Writes what native code reads. <paramref name="scratch"/> must stay where it is during the call.</summary>
    internal unsafe NativeValue Pack(byte* scratch)
    {
        switch (_kind)
        {
            case Kind.Ints:
                var integers = (long[])_object!;
                integers.CopyTo(new Span<long>(scratch, integers.Length));
                return new() { Kind = _kind, Bits = (long)scratch, Count = integers.Length };
            case Kind.Floats or Kind.Complex:
                var numbers = (double[])_object!;
                numbers.CopyTo(new Span<double>(scratch, numbers.Length));
                return new() { Kind = _kind, Bits = (long)scratch, Count = numbers.Length };
            case Kind.Tensors:
                var tensors = (torch.Tensor?[])_object!;
                for (int i = 0; i < tensors.Length; i++) ((nint*)scratch)[i] = tensors[i]?.Handle ?? 0;
                return new() { Kind = _kind, Bits = (long)scratch, Count = tensors.Length };
            case Kind.Text:
                int length = System.Text.Encoding.UTF8.GetBytes((string)_object!, new Span<byte>(scratch, ScratchSize));
                return new() { Kind = _kind, Bits = (long)scratch, Count = length };
            case Kind.Device:
                var device = (torch.Device)_object!;
                return new() { Kind = _kind, Bits = (int)device.type, Count = device.index };
            default:
                return new() { Kind = _kind, Bits = _bits };
        }
    }

    internal torch.Tensor AsTensor() => (torch.Tensor)_object!;

    /// <summary>Keeps the argument alive until here.</summary>
    internal void KeepAlive() => GC.KeepAlive(_object);
}
