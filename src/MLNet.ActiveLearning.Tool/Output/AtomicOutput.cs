namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>Replaces a file so that it holds either its old content or all of the new one, whatever happens in between.</summary>
internal static class AtomicOutput
{
    public static void Write(string path, Action<TextWriter> write)
    {
        string unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                using (var writer = new StreamWriter(file, leaveOpen: true))
                {
                    write(writer);
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
