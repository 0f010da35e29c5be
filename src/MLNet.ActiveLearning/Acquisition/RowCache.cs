namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Some rows of a kernel that is too large to be held in memory as a whole: those with the largest sums.</summary>
/// <remarks>
/// A lazy optimiser asks for the candidates with the largest bounds first. So the row that it will need again last, if ever, is the one with the
/// smallest sum, and that one makes room. With a row at hand a gain costs O(M) instead of O(M d). Sums are the same bits with and without;
/// so it does not matter to the result which rows are kept. Not thread-safe.
/// </remarks>
internal sealed class RowCache
{
    /// <summary>Rows that one call may ask for.</summary>
    private const int Reserve = 192;

    private readonly SimilarityKernel kernel;
    private readonly int capacity;
    private readonly Dictionary<int, Entry> entries = [];

    // The smallest sum is first, of equal ones the highest candidate.
    private readonly SortedSet<Entry> order = new(Comparer<Entry>.Create(
        (a, b) => a.Sum == b.Sum ? b.Candidate.CompareTo(a.Candidate) : a.Sum.CompareTo(b.Sum)));

    private readonly Stack<float[]> spare = [];

    /// <summary>Creates an empty cache of as many rows as the kernel's memory limit allows.</summary>
    public RowCache(SimilarityKernel kernel)
    {
        this.kernel = kernel;
        capacity = kernel.IsDense || kernel.RepresentedCount == 0 ? 0 : (int)Math.Min(kernel.Count, kernel.MemoryLimit / (sizeof(float) * (long)kernel.RepresentedCount));
    }

    /// <summary>As <see cref="SimilarityKernel.Sum"/>.</summary>
    public void Sum(ReadOnlySpan<int> candidates, SimilaritySum sum, Span<double> sums)
    {
        // The rows of one call come on top of those kept before.
        if (candidates.Length > Reserve || capacity < 2 * Reserve)
        {
            kernel.Sum(candidates, sum, sums);
            return;
        }
        Entry[] asked = Load(candidates);
        kernel.SumEach([.. asked.Select(e => e.Row)], sum, sums);
        for (int i = 0; i < asked.Length; i++)
        {
            asked[i].Sum = sums[i];
            order.Add(asked[i]);
        }
        while (order.Count > capacity - Reserve)
        {
            Remove(order.Min!);
        }
    }

    /// <summary>As <see cref="SimilarityKernel.GetRow"/>, for a candidate that will not be asked for again.</summary>
    public void TakeRow(int candidate, Memory<float> similarities)
    {
        if (!entries.TryGetValue(candidate, out Entry? entry))
        {
            kernel.GetRow(candidate, similarities);
            return;
        }
        entry.Row.CopyTo(similarities);
        Remove(entry);
    }

    // The entries are out of the order until their sums are known.
    private Entry[] Load(ReadOnlySpan<int> candidates)
    {
        Entry[] asked = new Entry[candidates.Length];
        var missing = new List<Entry>();
        for (int i = 0; i < asked.Length; i++)
        {
            if (entries.TryGetValue(candidates[i], out Entry? entry))
            {
                order.Remove(entry);
            }
            else
            {
                entry = new Entry(candidates[i], spare.TryPop(out float[]? row) ? row : GC.AllocateUninitializedArray<float>(kernel.RepresentedCount));
                missing.Add(entry);
            }
            asked[i] = entry;
        }
        kernel.GetRows([.. missing.Select(e => e.Candidate)], [.. missing.Select(e => e.Row)]);
        foreach (Entry entry in missing)
        {
            entries.Add(entry.Candidate, entry);
        }
        return asked;
    }

    private void Remove(Entry entry)
    {
        order.Remove(entry);
        entries.Remove(entry.Candidate);
        spare.Push(entry.Row);
    }

    private sealed class Entry(int candidate, float[] row)
    {
        public int Candidate { get; } = candidate;

        public float[] Row { get; } = row;

        public double Sum { get; set; }
    }
}
