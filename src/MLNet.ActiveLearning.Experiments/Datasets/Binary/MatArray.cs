using System.Buffers.Binary;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A real numeric array of a MAT-file, as stored.</summary>
/// <param name="Dimensions">Its size along each dimension; the first one runs fastest.</param>
/// <param name="Type">How each number is stored.</param>
/// <param name="Bytes">The numbers, little endian.</param>
internal sealed record MatArray(int[] Dimensions, MatType Type, byte[] Bytes)
{
    public int Count => Bytes.Length / MatFile.SizeOf(Type);

    /// <summary>A number; 64-bit integers are not supported.</summary>
    public double GetValue(int index)
    {
        ReadOnlySpan<byte> bytes = Bytes.AsSpan(index * MatFile.SizeOf(Type));
        return Type switch
        {
            MatType.Int8 => (sbyte)bytes[0],
            MatType.UInt8 => bytes[0],
            MatType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            MatType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            MatType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            MatType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            MatType.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            MatType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => throw new InvalidDataException($"Numbers of type {Type} are not supported."),
        };
    }
}
