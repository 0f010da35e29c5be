namespace MLNet.ActiveLearning.Weights;

/// <summary>The checksum of zip archives: CRC-32 with the reflected polynomial EDB88320.</summary>
internal static class ZipChecksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Shift((uint)i))];

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte b in bytes)
        {
            sum = (sum >> 8) ^ Table[(byte)sum ^ b];
        }

        return ~sum;
    }

    private static uint Shift(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ ((value & 1) * 0xEDB88320u);
        }

        return value;
    }
}
