using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Sets images of every class aside for measuring.</summary>
internal static class HoldOut
{
    /// <summary>Marks the held-out images; order and everything else stay as they are.</summary>
    /// <remarks>Each class draws from a stream of its own, so that adding a class changes nothing for the others.</remarks>
    public static IReadOnlyList<ImageFile> Mark(IReadOnlyList<ImageFile> images, double share, int seed)
    {
        ImageFile[] marked = [.. images];
        foreach (IGrouping<string, int> rows in Enumerable.Range(0, marked.Length).GroupBy(row => marked[row].ClassName))
        {
            int[] order = [.. rows];
            SeededRandom.Derive(unchecked((ulong)seed), $"hold out/{rows.Key}").Shuffle(order.AsSpan());
            foreach (int row in order.AsSpan(0, CountOf(order.Length, share)))
            {
                marked[row] = marked[row] with { IsTest = true };
            }
        }

        return marked;
    }

    private static int CountOf(int classSize, double share) => share > 0 && classSize > 1
        ? Math.Clamp((int)Math.Round(share * classSize), 1, classSize - 1)
        : 0;
}
