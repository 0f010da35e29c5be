using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TorchSharp;

/// <summary>
/// Calls ATen operators by name: <c>Op.Tensor("add.Tensor", a, b)</c>. The name is the schema's, with the overload after a dot; arguments
/// are in the schema's order, and those left out at the end take the schema's defaults.
/// </summary>
internal static unsafe class Op
{
    private const int StackBytes = 1024;

    private static readonly ConcurrentDictionary<string, nint> s_operators = new(StringComparer.Ordinal);

    /// <summary>An operator with one tensor as its result.</summary>
    internal static torch.Tensor Tensor(string name, params ReadOnlySpan<Argument> arguments) => new(Call(name, arguments)[0].Handle());

    internal static (torch.Tensor, torch.Tensor) Pair(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = Call(name, arguments);
        return (new(results[0].Handle()), new(results[1].Handle()));
    }

    internal static (torch.Tensor, torch.Tensor, torch.Tensor) Triple(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = Call(name, arguments);
        return (new(results[0].Handle()), new(results[1].Handle()), new(results[2].Handle()));
    }

    internal static torch.Tensor[] List(string name, params ReadOnlySpan<Argument> arguments)
    {
        var results = Call(name, arguments);
        var tensors = new torch.Tensor[results.Length];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new(results[i].Handle());
        return tensors;
    }

    internal static bool Bool(string name, params ReadOnlySpan<Argument> arguments) => Call(name, arguments)[0].Bits != 0;

    /// <summary>An operator that returns a number.</summary>
    internal static Scalar Scalar(string name, params ReadOnlySpan<Argument> arguments)
    {
        var value = Call(name, arguments)[0];
        return value.Kind switch
        {
            Kind.Float => BitConverter.Int64BitsToDouble(value.Bits),
            Kind.Bool => value.Bits != 0,
            _ => value.Bits,
        };
    }

    /// <summary>An operator that works in place on its first argument, which is returned.</summary>
    internal static torch.Tensor InPlace(string name, params ReadOnlySpan<Argument> arguments)
    {
        Call(name, arguments, null, null);
        return arguments[0].AsTensor();
    }

    /// <summary>An operator whose results are not wanted.</summary>
    internal static void Run(string name, params ReadOnlySpan<Argument> arguments) => Call(name, arguments, null, null);

    private static nint Handle(this in NativeValue value) => (nint)value.Bits;

    private static ReadOnlySpan<NativeValue> Call(string name, ReadOnlySpan<Argument> arguments)
    {
        NativeValue* values;
        int count;
        Call(name, arguments, &values, &count);
        return new(values, count);
    }

    [SkipLocalsInit]
    private static void Call(string name, ReadOnlySpan<Argument> arguments, NativeValue** values, int* valueCount)
    {
        int size = 0;
        foreach (ref readonly var argument in arguments) size += argument.ScratchSize;
        if (size > StackBytes)
        {
            fixed (byte* heap = new byte[size]) Call(name, arguments, heap, values, valueCount);
        }
        else
        {
            byte* stack = stackalloc byte[StackBytes];
            Call(name, arguments, stack, values, valueCount);
        }
    }

    private static void Call(string name, ReadOnlySpan<Argument> arguments, byte* scratch, NativeValue** values, int* valueCount)
    {
        NativeValue* packed = stackalloc NativeValue[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            packed[i] = arguments[i].Pack(scratch);
            scratch += arguments[i].ScratchSize;
        }
        Library.Check(Library.al_call(Find(name), packed, arguments.Length, values, valueCount));
        foreach (ref readonly var argument in arguments) argument.KeepAlive();
    }

    private static nint Find(string name)
    {
        if (s_operators.TryGetValue(name, out nint found)) return found;
        string[] parts = name.Split('.');
        Library.Check(Library.al_operator(parts[0], parts.Length > 1 ? parts[1] : "", out nint op));
        return s_operators.GetOrAdd(name, op);
    }
}
