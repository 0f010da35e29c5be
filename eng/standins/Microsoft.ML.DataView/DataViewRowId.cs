using System.Numerics;

namespace Microsoft.ML.Data;

public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    // The mixing constants of the 128-bit Murmur3 hash.
    private const ulong Mix1 = 0x87c37b91114253d5;
    private const ulong Mix2 = 0x4cf5ad432745937f;

    public readonly ulong Low;

    public readonly ulong High;

    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    public DataViewRowId Next() => Absorb(Low, High, 0, 0);

    public DataViewRowId Fork()
    {
        DataViewRowId next = Next();
        return new DataViewRowId(next.Low ^ unchecked(BitOperations.RotateLeft(Mix1, 31) * Mix2), next.High);
    }

    public DataViewRowId Combine(DataViewRowId other)
    {
        DataViewRowId block = other.Fork();
        unchecked
        {
            return Absorb(Low, High,
                BitOperations.RotateLeft(block.Low * Mix1, 31) * Mix2,
                BitOperations.RotateLeft(block.High * Mix2, 33) * Mix1);
        }
    }

    public int CompareTo(DataViewRowId other) => (High, Low).CompareTo((other.High, other.Low));

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    public override string ToString() => $"{High:x16}{Low:x16}";

    private static DataViewRowId Absorb(ulong low, ulong high, ulong lowBlock, ulong highBlock)
    {
        unchecked
        {
            ulong first = (BitOperations.RotateLeft(low ^ lowBlock, 27) + high) * 5 + 0x52dce729;
            ulong second = (BitOperations.RotateLeft(high ^ highBlock, 31) + first) * 5 + 0x38495ab5;
            return new DataViewRowId(first, second);
        }
    }
}
