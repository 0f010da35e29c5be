using System.Diagnostics;

namespace MLNet.ActiveLearning.KillTarget;

/// <summary>A .NET program in a process of its own that a test may kill.</summary>
public sealed class StartedProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    /// <summary>Starts a program that lies beside the test.</summary>
    public StartedProcess(string assembly, params string[] arguments)
    {
        // The host that runs the test, or the one on the path.
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        process = Process.Start(start)!;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The exit code of a program that ended by itself.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>What the program wrote, its first line apart.</summary>
    public string Output { get; private set; } = "";

    /// <summary>How long the program took from its first line to its end or death.</summary>
    public TimeSpan Lasted { get; private set; }

    /// <summary>Waits for the first line and then so many milliseconds; kills the process if it has not ended by then.</summary>
    /// <returns>Whether the program ended by itself.</returns>
    public bool EndsWithin(int milliseconds)
    {
        process.StandardOutput.ReadLine();
        long began = Stopwatch.GetTimestamp();
        Task<string> rest = process.StandardOutput.ReadToEndAsync();
        bool ended = process.WaitForExit(milliseconds);
        if (!ended)
        {
            process.Kill();
        }
        process.WaitForExit();
        Lasted = Stopwatch.GetElapsedTime(began);
        Output = rest.Result + errors.Result;
        return ended;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
        process.Dispose();
    }
}
