using System.Diagnostics;
using System.Text.Json;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>What a claim's file says.</summary>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process on it.</param>
/// <param name="ProcessStart">When that process began, so that another one with its number is told from it.</param>
/// <param name="Token">Unique to the claim.</param>
/// <param name="Beats">Signs of life given.</param>
internal sealed record ClaimText(string Host, int ProcessId, DateTime ProcessStart, string Token, long Beats)
{
    // The system tells a process's start by its own idea of when it was booted, which moves a little.
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(5);

    /// <summary>A claim of this process.</summary>
    public static ClaimText CreateOwn()
    {
        using var process = Process.GetCurrentProcess();
        return new ClaimText(Environment.MachineName, process.Id, StartOf(process), Guid.NewGuid().ToString("N"), 0);
    }

    /// <summary>Reads a file; null if there is none, or it is not written out yet.</summary>
    public static ClaimText? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<ClaimText>(file);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether it is a claim of a process of this machine that no longer lives.</summary>
    public bool IsOfDeadProcessHere()
    {
        if (Host != Environment.MachineName)
        {
            return false;
        }
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.HasExited || (StartOf(process) - ProcessStart).Duration() > StartTolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this);

    private static DateTime StartOf(Process process) => process.StartTime.ToUniversalTime();
}
