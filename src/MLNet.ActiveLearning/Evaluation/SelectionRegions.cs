namespace MLNet.ActiveLearning.Evaluation;

/// <summary>What a proxy's choice misses, region by region, and what exchanging a part of it would do (ASVP, section 4).</summary>
/// <remarks>
/// Pure. That the letters A and B mean right and wrong predictions of the fine-tuned model is our reading: the figure that defines them is not in the text. Wen, Pizarro,
/// Williams, "Feature Alignment: Rethinking Efficient Active Learning via Proxy in the Context of Pre-trained Models" (ASVP).
/// </remarks>
public static class SelectionRegions
{
    /// <summary>Finds the region of each row of a pool.</summary>
    /// <param name="proxySelection">Pool positions that the proxy chose.</param>
    /// <param name="fineTunedSelection">Pool positions that the fine-tuned model would choose by the same strategy.</param>
    /// <param name="proxyIsRight">Whether the proxy predicts each of the N rows right.</param>
    /// <param name="fineTunedIsRight">Whether the fine-tuned model does.</param>
    /// <returns>N regions.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a selection holds a row twice or one that does not exist.</exception>
    public static SelectionRegion[] Assign(
        ReadOnlySpan<int> proxySelection, ReadOnlySpan<int> fineTunedSelection, ReadOnlySpan<bool> proxyIsRight, ReadOnlySpan<bool> fineTunedIsRight)
    {
        CheckLengths(proxyIsRight.Length, fineTunedIsRight.Length);
        bool[] byProxy = Mark(proxySelection, proxyIsRight.Length, nameof(proxySelection)), byFineTuned = Mark(fineTunedSelection, proxyIsRight.Length, nameof(fineTunedSelection));
        var regions = new SelectionRegion[proxyIsRight.Length];
        for (int n = 0; n < regions.Length; n++)
        {
            regions[n] = (byProxy[n], byFineTuned[n], fineTunedIsRight[n], proxyIsRight[n]) switch
            {
                (false, false, _, _) => SelectionRegion.None,
                (true, true, _, _) => SelectionRegion.Both,
                (true, false, true, _) => SelectionRegion.ProxyOnlyRight,
                (true, false, false, _) => SelectionRegion.ProxyOnlyWrong,
                (false, true, true, true) => SelectionRegion.MissedRightProxyRight,
                (false, true, true, false) => SelectionRegion.MissedRightProxyWrong,
                (false, true, false, true) => SelectionRegion.MissedWrongProxyRight,
                (false, true, false, false) => SelectionRegion.MissedWrongProxyWrong,
            };
        }
        return regions;
    }

    /// <summary>Counts the regions and says how difficult they are.</summary>
    /// <param name="regions">The region of each row.</param>
    /// <param name="proxyIsRight">Whether the proxy predicts each row right.</param>
    /// <param name="fineTunedIsRight">Whether the fine-tuned model does.</param>
    /// <returns>All regions in their order.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static IReadOnlyList<RegionSummary> Summarize(ReadOnlySpan<SelectionRegion> regions, ReadOnlySpan<bool> proxyIsRight, ReadOnlySpan<bool> fineTunedIsRight)
    {
        CheckLengths(proxyIsRight.Length, fineTunedIsRight.Length);
        CheckLengths(regions.Length, proxyIsRight.Length);
        SelectionRegion[] all = Enum.GetValues<SelectionRegion>();
        int[] counts = new int[all.Length], proxy = new int[all.Length], fineTuned = new int[all.Length];
        for (int n = 0; n < regions.Length; n++)
        {
            int region = (int)regions[n];
            counts[region]++;
            proxy[region] += proxyIsRight[n] ? 1 : 0;
            fineTuned[region] += fineTunedIsRight[n] ? 1 : 0;
        }
        return [.. all.Select(r => (int)r).Select(r => counts[r] == 0
            ? new RegionSummary(all[r], 0, null, null)
            : new RegionSummary(all[r], counts[r], (double)proxy[r] / counts[r], (double)fineTuned[r] / counts[r]))];
    }

    /// <summary>The replacement experiment: the proxy's last choices give way to missed rows that the fine-tuned model wants most.</summary>
    /// <param name="proxySelection">Pool positions that the proxy chose, best first.</param>
    /// <param name="regions">The region of each row of the pool.</param>
    /// <param name="fineTunedUtilities">The fine-tuned model's utility of each row; higher is chosen first, ties by the lowest row.</param>
    /// <param name="sources">The regions to take rows from.</param>
    /// <param name="limit">Rows to replace at most, 0 or more; fewer if the regions hold fewer.</param>
    /// <returns>As many positions as before: what is left of the proxy's choice, then the rows that are new.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a utility is NaN, or a region is not one of missed rows.</exception>
    public static int[] Replace(
        ReadOnlySpan<int> proxySelection, ReadOnlySpan<SelectionRegion> regions, ReadOnlySpan<float> fineTunedUtilities, IReadOnlyCollection<SelectionRegion> sources, int limit)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        CheckLengths(regions.Length, fineTunedUtilities.Length);
        _ = Mark(proxySelection, regions.Length, nameof(proxySelection));
        foreach (SelectionRegion source in sources)
        {
            if (source is < SelectionRegion.MissedRightProxyWrong or > SelectionRegion.MissedWrongProxyRight)
            {
                throw new ArgumentException($"Region {source} holds no rows that the proxy missed; take rows from A1, A2, B1 or B2.", nameof(sources));
            }
        }
        List<(int Row, float Utility)> missed = [];
        for (int n = 0; n < regions.Length; n++)
        {
            if (float.IsNaN(fineTunedUtilities[n]))
            {
                throw new ArgumentException($"The fine-tuned model's utility of row {n} is NaN; utilities must be numbers.", nameof(fineTunedUtilities));
            }
            if (sources.Contains(regions[n]))
            {
                missed.Add((n, fineTunedUtilities[n]));
            }
        }
        int count = Math.Min(Math.Min(limit, missed.Count), proxySelection.Length);
        return [.. proxySelection[..^count], .. missed.OrderByDescending(m => m.Utility).ThenBy(m => m.Row).Take(count).Select(m => m.Row)];
    }

    private static bool[] Mark(ReadOnlySpan<int> selection, int rowCount, string name)
    {
        bool[] marks = new bool[rowCount];
        foreach (int row in selection)
        {
            if (row < 0 || row >= rowCount || marks[row])
            {
                throw new ArgumentException(
                    row >= 0 && row < rowCount ? $"Row {row} is chosen twice." : $"Row {row} is chosen, but the pool holds {rowCount} rows; positions count from 0.", name);
            }
            marks[row] = true;
        }
        return marks;
    }

    private static void CheckLengths(int length, int other)
    {
        if (length != other)
        {
            throw new ArgumentException($"One list covers {length} rows and another {other}; all must cover the same pool.");
        }
    }
}
