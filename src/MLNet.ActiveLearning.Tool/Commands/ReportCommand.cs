using System.CommandLine;
using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Tool.Output;
using MLNet.ActiveLearning.Tool.Wording;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al report</c>: shows the results of a run again, and writes its files anew.</summary>
internal static class ReportCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var folder = new Argument<string>("folder") { Description = "The output folder of a run." };
        var command = new Command("report", "Show the results of a run again, finished or not, and write its tables, curves and web page anew.") { folder };
        command.SetAction(result => Show(console, result.GetRequiredValue(folder)));
        return command;
    }

    private static int Show(IAnsiConsole console, string folder)
    {
        try
        {
            ResultsView.Show(console, ComparisonResult.Load(folder).Save(folder));
            return ExitCode.Done;
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException(FailureText.OneLine(e.Message));
        }
    }
}
