using System.Text;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Replaces files so that a reader, or a run after a power cut, finds either the old content or the new one.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string text)
    {
        // A name of its own: several processes may write the same file, and the last rename wins.
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }
}
