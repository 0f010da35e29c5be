namespace TorchSharp.Utils;

/// <summary>The variable-length integers of TorchSharp's weight files: seven bits a byte, the lowest first.</summary>
internal static class Leb128
{
    internal static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        writer.Write7BitEncodedInt64(value);
    }

    internal static long Decode(this BinaryReader reader) => reader.Read7BitEncodedInt64();

    /// <summary>What stands before a tensor's elements.</summary>
    internal static (torch.ScalarType Type, long[] Shape) DecodeHeader(this BinaryReader reader)
    {
        var type = (torch.ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (int i = 0; i < shape.Length; i++) shape[i] = reader.Decode();
        return (type, shape);
    }
}
