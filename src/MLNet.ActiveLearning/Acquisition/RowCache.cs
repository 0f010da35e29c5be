namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The rows of a kernel that were asked for last, for kernels too large to be held in memory as a whole.</summary>
/// <remarks>
/// A lazy optimiser asks for the same few leading candidates again and again. With their rows at hand a gain costs O(M) instead of O(M d). Sums
/// are the same bits with and without; so it does not matter which rows are kept. Not thread-safe.
/// </remarks>
internal sealed class RowCache
{
    private readonly SimilarityKernel kernel;
    private readonly int capacity;
    private readonly Dictionary<int, LinkedListNode<(int Candidate, float[] Row)>> nodes = [];

    // The row used last is first.
    private readonly LinkedList<(int Candidate, float[] Row)> rows = [];

    /// <summary>Creates an empty cache of as many rows as the kernel's memory limit allows.</summary>
    public RowCache(SimilarityKernel kernel)
    {
        this.kernel = kernel;
        capacity = kernel.IsDense || kernel.RepresentedCount == 0 ? 0 : (int)Math.Min(kernel.Count, kernel.MemoryLimit / (sizeof(float) * (long)kernel.RepresentedCount));
    }

    /// <summary>As <see cref="SimilarityKernel.Sum"/>.</summary>
    public void Sum(ReadOnlySpan<int> candidates, SimilaritySum sum, Span<double> sums)
    {
        if (candidates.Length > capacity)
        {
            kernel.Sum(candidates, sum, sums);
            return;
        }
        kernel.SumEach(Load(candidates), sum, sums);
    }

    /// <summary>As <see cref="SimilarityKernel.GetRow"/>, for a candidate that will not be asked for again.</summary>
    public void TakeRow(int candidate, Memory<float> similarities)
    {
        if (!nodes.Remove(candidate, out var node))
        {
            kernel.GetRow(candidate, similarities);
            return;
        }
        rows.Remove(node);
        node.Value.Row.CopyTo(similarities);
    }

    private float[][] Load(ReadOnlySpan<int> candidates)
    {
        float[][] loaded = new float[candidates.Length][];
        var missing = new List<int>();
        for (int i = 0; i < candidates.Length; i++)
        {
            if (nodes.TryGetValue(candidates[i], out var node))
            {
                rows.Remove(node);
                rows.AddFirst(node);
                loaded[i] = node.Value.Row;
            }
            else
            {
                missing.Add(i);
            }
        }
        foreach (int i in missing)
        {
            loaded[i] = rows.Count < capacity ? GC.AllocateUninitializedArray<float>(kernel.RepresentedCount) : TakeOldest();
            nodes[candidates[i]] = rows.AddFirst((candidates[i], loaded[i]));
        }
        int[] absent = new int[missing.Count];
        for (int m = 0; m < absent.Length; m++)
        {
            absent[m] = candidates[missing[m]];
        }
        kernel.GetRows(absent, [.. missing.Select(i => loaded[i])]);
        return loaded;
    }

    private float[] TakeOldest()
    {
        (int candidate, float[] row) = rows.Last!.Value;
        rows.RemoveLast();
        nodes.Remove(candidate);
        return row;
    }
}
