namespace MLNet.ActiveLearning.Numerics;

/// <summary>Keeps the best <c>k</c> of a stream of (position, utility) in O(k) memory.</summary>
/// <typeparam name="T">What is kept with a position, for example the row's id.</typeparam>
/// <remarks>
/// Ranking rule of the whole library: larger utility first, equal utilities in the order of their positions, comparisons exact.
/// The result equals the first <c>k</c> of a stable sort, whatever the order or the chunks in which the stream comes.
/// A bounded binary heap, O(N log k). Not thread-safe.
/// </remarks>
public sealed class TopK<T>
{
    private readonly int capacity;
    private readonly List<(float Utility, long Position, T Item)> heap = [];

    /// <summary>Creates an empty selection.</summary>
    /// <param name="capacity">How many to keep, k; 0 or less keeps none. Memory grows with the entries that come, not with this number.</param>
    public TopK(int capacity) => this.capacity = Math.Max(0, capacity);

    /// <summary>Number of entries kept so far.</summary>
    public int Count => heap.Count;

    /// <summary>Whether an entry would be kept now; ask before building an expensive item.</summary>
    /// <param name="utility">Higher is better; NaN ranks after every number.</param>
    /// <param name="position">Position in the stream.</param>
    public bool Accepts(float utility, long position) =>
        Count < capacity || (capacity > 0 && Better(utility, position, heap[0].Utility, heap[0].Position));

    /// <summary>Offers an entry.</summary>
    /// <param name="utility">Higher is better; NaN ranks after every number.</param>
    /// <param name="position">Position in the stream; each at most once.</param>
    /// <param name="item">What to keep with it.</param>
    public void Add(float utility, long position, T item)
    {
        if (Count < capacity)
        {
            heap.Add((utility, position, item));
            MoveUp(Count - 1);
        }
        else if (Accepts(utility, position))
        {
            heap[0] = (utility, position, item);
            MoveDown(0);
        }
    }

    /// <summary>The kept entries, best first.</summary>
    public (float Utility, long Position, T Item)[] ToRankedArray()
    {
        var ranked = heap.ToArray();
        Array.Sort(ranked, (a, b) => a.Position == b.Position ? 0 : Better(a.Utility, a.Position, b.Utility, b.Position) ? -1 : 1);
        return ranked;
    }

    private static bool Better(float utility, long position, float otherUtility, long otherPosition)
    {
        if (utility > otherUtility)
        {
            return true;
        }
        if (utility < otherUtility)
        {
            return false;
        }
        bool isNumber = !float.IsNaN(utility);
        return isNumber == !float.IsNaN(otherUtility) ? position < otherPosition : isNumber;
    }

    // The root is the worst kept entry.
    private void MoveUp(int child)
    {
        while (child > 0)
        {
            int parent = (child - 1) / 2;
            if (!Better(heap[parent].Utility, heap[parent].Position, heap[child].Utility, heap[child].Position))
            {
                return;
            }
            (heap[parent], heap[child]) = (heap[child], heap[parent]);
            child = parent;
        }
    }

    private void MoveDown(int parent)
    {
        while (true)
        {
            int worst = parent;
            for (int child = (2 * parent) + 1; child <= (2 * parent) + 2 && child < Count; child++)
            {
                if (Better(heap[worst].Utility, heap[worst].Position, heap[child].Utility, heap[child].Position))
                {
                    worst = child;
                }
            }
            if (worst == parent)
            {
                return;
            }
            (heap[parent], heap[worst]) = (heap[worst], heap[parent]);
            parent = worst;
        }
    }
}
