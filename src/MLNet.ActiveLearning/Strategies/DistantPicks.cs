using MLNet.ActiveLearning.Acquisition;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Picks whose score is the distance to what was there before, as rows of a selection.</summary>
internal static class DistantPicks
{
    /// <summary>
    /// Utilities are finite: the first pick, infinitely far if there was nothing before, gets the utility of the farthest other one, and a
    /// pick alone gets 0.
    /// </summary>
    public static SelectedRow[] ToRows(Pick[] picks)
    {
        double farthest = picks.Select(p => p.Score).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return [.. picks.Select(p => new SelectedRow(p.Index, (float)Math.Min(p.Score, Math.Min(farthest, float.MaxValue))))];
    }
}
