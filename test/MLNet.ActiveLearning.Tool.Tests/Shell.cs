using MLNet.ActiveLearning.Tool.Output;

namespace MLNet.ActiveLearning.Tool;

/// <summary>Runs the command line inside the test's process.</summary>
internal static class Shell
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments, CancellationToken cancellation = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await RunAsync(arguments, output, error, cancellation);
        return (code, output.ToString(), error.ToString());
    }

    public static Task<int> RunAsync(string arguments, TextWriter output, TextWriter error, CancellationToken cancellation) =>
        new CommandLine(OutputConsole.OpenPlain(output), error).RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation);
}
