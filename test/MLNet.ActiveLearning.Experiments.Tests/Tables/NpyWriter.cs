using System.Buffers.Binary;
using System.Text;

namespace MLNet.ActiveLearning.Experiments.Tests.Tables;

/// <summary>Writes arrays as <c>numpy.save</c> does.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;

    public static void Write(string path, float[] values, params int[] shape) => Write(path, "<f4", Bytes(values), shape);

    public static void Write(string path, string elementType, byte[] data, int[] shape, byte version = 1, string fortranOrder = "False") =>
        File.WriteAllBytes(path, [.. Header(elementType, shape, version, fortranOrder), .. data]);

    public static byte[] Header(string elementType, int[] shape, byte version = 1, string fortranOrder = "False")
    {
        string axes = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        string text = $"{{'descr': '{elementType}', 'fortran_order': {fortranOrder}, 'shape': ({axes}), }}";
        int prefix = version == 1 ? 10 : 12;
        text = text.PadRight((((prefix + text.Length + Alignment) / Alignment) * Alignment) - prefix - 1) + "\n";
        byte[] length = new byte[prefix - 8];
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        }
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.UTF8.GetBytes(text)];
    }

    public static byte[] Bytes(float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
