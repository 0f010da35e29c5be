using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>
/// The conversions between numbers, Booleans and text that the package has: integers only among those of the same signedness, no
/// floating-point number to an integer, text from and to everything. A text that is no number is an error for integers, NaN for the
/// floating-point types.
/// </summary>
internal static class ValueConversion
{
    private static readonly HashSet<Type> s_signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];
    private static readonly HashSet<Type> s_unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    public static bool Exists(DataViewType from, DataViewType to)
    {
        Type source = from.RawType, target = to.RawType;
        if (from is KeyDataViewType)
            return to is KeyDataViewType ? s_unsigned.Contains(target) : s_unsigned.Contains(target) && from.RawType == target;
        if (to is KeyDataViewType)
            return false;
        bool sourceNumber = from is NumberDataViewType, targetNumber = to is NumberDataViewType;
        if (target == typeof(ReadOnlyMemory<char>))
            return sourceNumber || from is BooleanDataViewType or TextDataViewType;
        if (from is TextDataViewType)
            return targetNumber || to is BooleanDataViewType;
        if (from is BooleanDataViewType)
            return to is BooleanDataViewType || s_signed.Contains(target) || IsFloating(target);
        if (!sourceNumber)
            return source == target;
        if (to is BooleanDataViewType)
            return true;
        return targetNumber && (IsFloating(target) || s_signed.Contains(source) && s_signed.Contains(target) || s_unsigned.Contains(source) && s_unsigned.Contains(target));
    }

    public static Func<TSource, TTarget> Make<TSource, TTarget>()
    {
        if (typeof(TSource) == typeof(TTarget))
            return value => (TTarget)(object)value;
        if (typeof(TTarget) == typeof(ReadOnlyMemory<char>))
            return value => (TTarget)(object)ValueText.ToText(value).AsMemory();
        if (typeof(TTarget) == typeof(bool))
            return typeof(TSource) == typeof(ReadOnlyMemory<char>)
                ? value => (TTarget)(object)ParseBoolean((ReadOnlyMemory<char>)(object)value)
                : value => (TTarget)(object)(Convert.ToDouble(value, CultureInfo.InvariantCulture) != 0);
        string method = typeof(TSource) == typeof(ReadOnlyMemory<char>) ? nameof(FromText) : typeof(TSource) == typeof(bool) ? nameof(FromBoolean) : nameof(FromNumber);
        Type[] types = method == nameof(FromNumber) ? [typeof(TSource), typeof(TTarget)] : [typeof(TTarget)];
        return (Func<TSource, TTarget>)GenericCalls.Invoke(typeof(ValueConversion), method, types);
    }

    private static bool IsFloating(Type type) => type == typeof(float) || type == typeof(double);

    private static Func<TSource, TTarget> FromNumber<TSource, TTarget>() where TSource : INumber<TSource> where TTarget : INumber<TTarget>
        => TTarget.CreateTruncating;

    private static Func<bool, TTarget> FromBoolean<TTarget>() where TTarget : INumber<TTarget> => value => value ? TTarget.One : TTarget.Zero;

    private static Func<ReadOnlyMemory<char>, TTarget> FromText<TTarget>() where TTarget : INumber<TTarget>
    {
        bool isFloating = IsFloating(typeof(TTarget));
        return text =>
        {
            var span = text.Span.Trim();
            if (span.IsEmpty)
                return TTarget.Zero;
            if (TTarget.TryParse(span, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return number;
            return isFloating
                ? TTarget.CreateTruncating(double.NaN)
                : throw new InvalidOperationException($"Value could not be parsed from text to {typeof(TTarget).Name.ToLowerInvariant()}.");
        };
    }

    private static bool ParseBoolean(ReadOnlyMemory<char> text)
    {
        string value = text.Span.Trim().ToString();
        return value.ToLowerInvariant() switch
        {
            "" or "0" or "-" or "-1" or "f" or "n" or "no" or "false" => false,
            "1" or "+" or "+1" or "t" or "y" or "yes" or "true" => true,
            _ => throw new InvalidOperationException($"Value could not be parsed from text to bool: '{value}'."),
        };
    }
}
