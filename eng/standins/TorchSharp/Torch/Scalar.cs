using System.Globalization;
using System.Numerics;

namespace TorchSharp;

/// <summary>A number of any type, as operators take it. Unlike TorchSharp's it holds no native memory.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double _real;
    private readonly double _imaginary;
    private readonly long _integer;

    private Scalar(torch.ScalarType type, double real = 0, double imaginary = 0, long integer = 0)
    {
        Type = type;
        _real = real;
        _imaginary = imaginary;
        _integer = integer;
    }

    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, integer: value ? 1 : 0);
    public static implicit operator Scalar(byte value) => (long)value;
    public static implicit operator Scalar(sbyte value) => (long)value;
    public static implicit operator Scalar(short value) => (long)value;
    public static implicit operator Scalar(int value) => (long)value;
    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, integer: value);
    public static implicit operator Scalar(Half value) => (double)value;
    public static implicit operator Scalar(float value) => (double)value;
    public static implicit operator Scalar(double value) => new(torch.ScalarType.Float64, real: value);
    public static implicit operator Scalar((float, float) value) => new Complex(value.Item1, value.Item2);
    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, value.Real, value.Imaginary);

    /// <summary>Nothing to free; the member exists because TorchSharp's does.</summary>
    public void Dispose()
    {
    }

    public override string ToString() => Type switch
    {
        torch.ScalarType.Bool => (_integer != 0).ToString(),
        torch.ScalarType.Int64 => _integer.ToString(CultureInfo.CurrentCulture),
        torch.ScalarType.Float64 => _real.ToString(CultureInfo.CurrentCulture),
        _ => ToComplex().ToString(CultureInfo.CurrentCulture),
    };

    internal Argument ToArgument() => Type switch
    {
        torch.ScalarType.Bool => _integer != 0,
        torch.ScalarType.Int64 => _integer,
        torch.ScalarType.Float64 => _real,
        _ => ToComplex(),
    };

    internal bool IsInteger => Type is torch.ScalarType.Int64 or torch.ScalarType.Bool;

    internal long ToLong() => IsInteger ? _integer : (long)_real;

    internal double ToReal() => IsInteger ? _integer : _real;

    internal Complex ToComplex() => new(ToReal(), _imaginary);
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this Half value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this (float, float) value) => value;
    public static Scalar ToScalar(this Complex value) => value;

    public static bool ToBoolean(this Scalar value) => value.ToReal() != 0;
    public static byte ToByte(this Scalar value) => (byte)value.ToLong();
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.ToLong();
    public static short ToInt16(this Scalar value) => (short)value.ToLong();
    public static int ToInt32(this Scalar value) => (int)value.ToLong();
    public static long ToInt64(this Scalar value) => value.ToLong();
    public static Half ToHalf(this Scalar value) => (Half)value.ToReal();
    public static float ToSingle(this Scalar value) => (float)value.ToReal();
    public static double ToDouble(this Scalar value) => value.ToReal();
    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) => ((float)value.ToComplex().Real, (float)value.ToComplex().Imaginary);
    public static Complex ToComplexFloat64(this Scalar value) => value.ToComplex();
}
