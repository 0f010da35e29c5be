using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Loop;

/// <summary>A uniformly random part of a view's rows, in the view's order.</summary>
internal static class CandidateSubset
{
    /// <summary>Draws a part of a view whose row count is known.</summary>
    public static IDataView Draw(IDataView rows, int rowCount, int size, ulong seed)
    {
        if (size >= rowCount)
        {
            return rows;
        }
        var chosen = new bool[rowCount];
        foreach (int position in new SeededRandom(seed).Permutation(rowCount).AsSpan(0, size))
        {
            chosen[position] = true;
        }
        return new FilteredView(rows, [], row => () => row.Position < chosen.Length && chosen[row.Position], () => size);
    }
}
