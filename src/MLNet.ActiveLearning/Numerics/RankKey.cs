namespace MLNet.ActiveLearning.Numerics;

/// <summary>The ranking rule as one number: smaller keys rank first, by larger utility and then by lower position; NaN comes after every number.</summary>
internal static class RankKey
{
    public static ulong Create(float utility, int position)
    {
        uint rank = uint.MaxValue;
        if (!float.IsNaN(utility))
        {
            // Adding 0 makes -0 equal to 0. The bits of a float, read as an integer, are in the float's order once those of negative numbers are turned.
            int bits = BitConverter.SingleToInt32Bits(utility + 0f);
            int ascending = bits ^ ((bits >> 31) & int.MaxValue);
            rank = ~((uint)ascending ^ 0x80000000u);
        }
        return ((ulong)rank << 32) | (uint)position;
    }

    public static int Position(ulong key) => (int)(uint)key;

    public static float Utility(ulong key)
    {
        uint rank = (uint)(key >> 32);
        if (rank == uint.MaxValue)
        {
            return float.NaN;
        }
        int ascending = (int)(~rank ^ 0x80000000u);
        return BitConverter.Int32BitsToSingle(ascending ^ ((ascending >> 31) & int.MaxValue));
    }

    /// <summary>Moves the <paramref name="count"/> smallest keys to the front, in no order; all keys differ.</summary>
    public static void SelectFirst(Span<ulong> keys, int count)
    {
        int low = 0, high = keys.Length - 1;
        ulong draw = (ulong)keys.Length;
        while (low < high && count > low && count <= high)
        {
            // A pivot by a fixed pseudo-random rule: no arrangement of the keys is likely to be slow, and the same keys take the same steps.
            draw = (draw * 6364136223846793005UL) + 1442695040888963407UL;
            ulong pivot = keys[low + (int)((draw >> 33) % (ulong)(high - low + 1))];
            int i = low, j = high;
            while (i <= j)
            {
                while (keys[i] < pivot)
                {
                    i++;
                }
                while (keys[j] > pivot)
                {
                    j--;
                }
                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    i++;
                    j--;
                }
            }
            // Now [low..j] <= pivot <= [i..high].
            if (count <= j)
            {
                high = j;
            }
            else if (count > i)
            {
                low = i;
            }
            else
            {
                return;
            }
        }
    }
}
