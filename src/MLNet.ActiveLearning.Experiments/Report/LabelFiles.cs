using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Pools;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Reads the labels that a comparison's cells have bought from their journals.</summary>
internal static class LabelFiles
{
    public static IReadOnlyList<QueriedLabel> Read(string folder, IReadOnlyCollection<RoundResult> rows)
    {
        List<QueriedLabel> labels = [];
        foreach (IGrouping<(string Strategy, ulong Seed), RoundResult> cell in rows.GroupBy(r => (r.Strategy, r.Seed)))
        {
            string path = Path.Combine(ComparisonFolder.GetCellFolder(folder, cell.Key.Strategy, cell.Key.Seed), LabelHistory.FileName);
            if (File.Exists(path) && TryRead(path) is { } entries)
            {
                // The labels that the first model was trained on are the start; the rest were asked for.
                int start = cell.Min(r => r.LabeledCount);
                labels.AddRange(entries
                    .Where(entry => entry.Label is not null)
                    .Select((entry, place) => new QueriedLabel(cell.Key.Strategy, cell.Key.Seed, place < start ? -1 : entry.Round, entry.Id, entry.Label!)));
            }
        }
        return labels;
    }

    // A process that shares the folder holds a journal alone while it works on the cell or reads it. It writes the report anew when it is done.
    private static IReadOnlyList<LabelEntry>? TryRead(string path)
    {
        try
        {
            return LabelHistory.Read(path);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
