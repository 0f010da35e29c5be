namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Candidates with their upper bounds: the largest bound first, the lowest row first among equal bounds.</summary>
internal sealed class GreedyHeap
{
    private readonly int[] rows;
    private readonly double[] bounds;

    /// <summary>Takes candidates with their bounds, O(n).</summary>
    public GreedyHeap(ReadOnlySpan<int> rows, ReadOnlySpan<double> bounds)
    {
        this.rows = rows.ToArray();
        this.bounds = bounds.ToArray();
        Count = rows.Length;
        for (int parent = (Count / 2) - 1; parent >= 0; parent--)
        {
            MoveDown(parent);
        }
    }

    public int Count { get; private set; }

    /// <summary>The row in front.</summary>
    public int Top => rows[0];

    public (int Row, double Bound) Pop()
    {
        (int, double) top = (rows[0], bounds[0]);
        Count--;
        (rows[0], bounds[0]) = (rows[Count], bounds[Count]);
        MoveDown(0);
        return top;
    }

    /// <summary>Puts a popped row back.</summary>
    public void Push(int row, double bound)
    {
        int child = Count++;
        while (child > 0)
        {
            int parent = (child - 1) / 2;
            if (!Leads(bound, row, bounds[parent], rows[parent]))
            {
                break;
            }
            (rows[child], bounds[child]) = (rows[parent], bounds[parent]);
            child = parent;
        }
        (rows[child], bounds[child]) = (row, bound);
    }

    /// <summary>The ranking rule: larger first, equal ones by the lowest row.</summary>
    public static bool Leads(double gain, int row, double otherGain, int otherRow) => gain > otherGain || (gain == otherGain && row < otherRow);

    private void MoveDown(int parent)
    {
        while (true)
        {
            int first = parent;
            for (int child = (2 * parent) + 1; child <= (2 * parent) + 2 && child < Count; child++)
            {
                if (Leads(bounds[child], rows[child], bounds[first], rows[first]))
                {
                    first = child;
                }
            }
            if (first == parent)
            {
                return;
            }
            (rows[parent], rows[first]) = (rows[first], rows[parent]);
            (bounds[parent], bounds[first]) = (bounds[first], bounds[parent]);
            parent = first;
        }
    }
}
