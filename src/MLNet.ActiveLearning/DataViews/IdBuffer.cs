namespace MLNet.ActiveLearning.DataViews;

/// <summary>The ids of a chunk of rows, kept as characters so that only the chosen ones become strings.</summary>
internal sealed class IdBuffer(int capacity)
{
    private readonly int[] ends = new int[capacity];
    private char[] characters = new char[capacity * 16];
    private int count;

    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : ends[index - 1];
            return characters.AsSpan(start, ends[index] - start);
        }
    }

    public void Add(ReadOnlySpan<char> id)
    {
        int start = count == 0 ? 0 : ends[count - 1];
        if (start + id.Length > characters.Length)
        {
            Array.Resize(ref characters, Math.Max(start + id.Length, characters.Length * 2));
        }
        id.CopyTo(characters.AsSpan(start));
        ends[count++] = start + id.Length;
    }

    public void Clear() => count = 0;
}
