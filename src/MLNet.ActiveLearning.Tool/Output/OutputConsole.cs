using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>Opens the console: colours and bars in a terminal, plain text in a file or a pipe.</summary>
internal static class OutputConsole
{
    private const int FileWidth = 140;

    public static IAnsiConsole Open() => Console.IsOutputRedirected ? OpenPlain(Console.Out) : AnsiConsole.Console;

    /// <summary>A console without colours, cursor movements and questions.</summary>
    public static IAnsiConsole OpenPlain(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = FileWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
