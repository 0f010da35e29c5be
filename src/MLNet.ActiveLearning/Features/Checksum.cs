namespace MLNet.ActiveLearning.Features;

/// <summary>CRC-32 (IEEE 802.3, reflected polynomial 0xEDB88320), eight bytes a step.</summary>
internal static class Checksum
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[][] Tables = CreateTables();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        uint[] t0 = Tables[0], t1 = Tables[1], t2 = Tables[2], t3 = Tables[3], t4 = Tables[4], t5 = Tables[5], t6 = Tables[6], t7 = Tables[7];
        int i = 0;
        for (; i + 8 <= bytes.Length; i += 8)
        {
            crc ^= (uint)(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
            crc = t7[crc & 255] ^ t6[(crc >> 8) & 255] ^ t5[(crc >> 16) & 255] ^ t4[crc >> 24]
                ^ t3[bytes[i + 4]] ^ t2[bytes[i + 5]] ^ t1[bytes[i + 6]] ^ t0[bytes[i + 7]];
        }
        for (; i < bytes.Length; i++)
        {
            crc = t0[(crc ^ bytes[i]) & 255] ^ (crc >> 8);
        }
        return ~crc;
    }

    private static uint[][] CreateTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, 8).Select(_ => new uint[256])];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }
            tables[0][i] = value;
        }
        for (int table = 1; table < 8; table++)
        {
            for (int i = 0; i < 256; i++)
            {
                uint before = tables[table - 1][i];
                tables[table][i] = tables[0][before & 255] ^ (before >> 8);
            }
        }
        return tables;
    }
}
