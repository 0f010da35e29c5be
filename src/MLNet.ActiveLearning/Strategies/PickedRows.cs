using MLNet.ActiveLearning.Acquisition;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>The picks of a set method as rows of a selection.</summary>
internal static class PickedRows
{
    /// <summary>
    /// Utilities are finite: a pick of infinite score, such as the first of a k-centre selection with nothing labelled, gets the largest other
    /// utility, or 0 if it is alone; scores beyond the range of Single get the end of it.
    /// </summary>
    public static SelectedRow[] ToRows(Pick[] picks)
    {
        double largest = picks.Select(p => p.Score).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return [.. picks.Select(p => new SelectedRow(p.Index, (float)Math.Clamp(Math.Min(p.Score, largest), -float.MaxValue, float.MaxValue)))];
    }
}
