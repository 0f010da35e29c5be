using System.Buffers.Binary;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The checksum of zip archives: CRC-32 with the reflected polynomial EDB88320, four bytes a step.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = CreateTable();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint[] table = Table;
        uint crc = uint.MaxValue;
        while (bytes.Length >= 4)
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = table[768 + (int)(crc & 0xFF)] ^ table[512 + (int)((crc >> 8) & 0xFF)]
                ^ table[256 + (int)((crc >> 16) & 0xFF)] ^ table[(int)(crc >> 24)];
            bytes = bytes[4..];
        }

        foreach (byte b in bytes)
        {
            crc = (crc >> 8) ^ table[(int)((crc ^ b) & 0xFF)];
        }

        return ~crc;
    }

    private static uint[] CreateTable()
    {
        uint[] table = new uint[1024];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }

            table[i] = crc;
        }

        for (int i = 256; i < table.Length; i++)
        {
            uint previous = table[i - 256];
            table[i] = (previous >> 8) ^ table[(int)(previous & 0xFF)];
        }

        return table;
    }
}
