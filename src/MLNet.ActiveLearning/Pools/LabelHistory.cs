namespace MLNet.ActiveLearning.Pools;

/// <summary>Reads the labels of a run from its checkpoint folder, on Windows also while the run goes on.</summary>
public static class LabelHistory
{
    /// <summary>The name of a journal in a checkpoint folder.</summary>
    public const string FileName = "labels.journal";

    /// <summary>Reads a journal without touching it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The entries in the order in which they were made; one that is being appended is left out.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">On Unix: a run that goes on has the journal open, which keeps it for itself there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or not a journal; the message names the line.</exception>
    public static IReadOnlyList<LabelEntry> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return LabelJournal.ReadEntries(path);
    }
}
