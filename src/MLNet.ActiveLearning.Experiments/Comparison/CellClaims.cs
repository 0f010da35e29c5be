namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Shares the cells of a folder among processes, also of several machines on one file system.</summary>
/// <remarks>
/// A cell belongs to the process that could create its claim file, and the creation of a file succeeds once. A claim whose process died on this
/// machine is taken over at once, one of another machine when its file has not changed for a while by this process's own clock: clocks of machines are
/// never compared. To take over is to move the dead file away, which succeeds once, and to create a new one.
/// </remarks>
internal sealed class CellClaims(TimeProvider clock, ClaimTiming timing)
{
    private const string FileName = "claim.json";

    private readonly Dictionary<string, (ClaimText? Text, long Since)> seen = [];

    /// <summary>Takes a cell; null if another process works on it.</summary>
    /// <param name="folder">The cell's folder.</param>
    public CellClaim? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        if (CellClaim.TryCreate(path, ClaimText.CreateOwn(), clock, timing.Beat) is { } claim)
        {
            seen.Remove(path);
            return claim;
        }
        ClaimText? text = ClaimText.Read(path);
        if (!IsDead(path, text) || !TryMoveAway(path, text))
        {
            return null;
        }
        seen.Remove(path);
        return CellClaim.TryCreate(path, ClaimText.CreateOwn(), clock, timing.Beat);
    }

    /// <summary>Who works on a cell, for people; null if nobody does.</summary>
    /// <param name="folder">The cell's folder.</param>
    public static string? DescribeOwner(string folder) =>
        ClaimText.Read(Path.Combine(folder, FileName)) is { } text ? $"process {text.ProcessId} on {text.Host}" : null;

    private bool IsDead(string path, ClaimText? text)
    {
        if (text?.IsOfDeadProcessHere() == true)
        {
            return true;
        }
        if (!seen.TryGetValue(path, out (ClaimText? Text, long Since) before) || before.Text != text)
        {
            seen[path] = (text, clock.GetTimestamp());
            return false;
        }
        return clock.GetElapsedTime(before.Since) >= timing.Expiry;
    }

    // A file that was replaced since it was found dead goes back.
    private static bool TryMoveAway(string path, ClaimText? dead)
    {
        string aside = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.Move(path, aside);
            if (ClaimText.Read(aside) != dead)
            {
                File.Move(aside, path, overwrite: false);
                return false;
            }
            File.Delete(aside);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
