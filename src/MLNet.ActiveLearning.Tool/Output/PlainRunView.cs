using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>One line for each finished round: for log files and for those who do not want bars.</summary>
internal sealed class PlainRunView(IAnsiConsole console) : RunView(console)
{
    private string? waitingFor;

    public override Task<ComparisonResult> FollowAsync(Func<IProgress<ComparisonProgress>, Task<ComparisonResult>> run) => run(new Reporter(Show));

    private void Show(ComparisonProgress progress)
    {
        ComparisonCell cell = progress.Cell;
        string? waiting = progress.WaitingFor is { } owner ? string.Create(CultureInfo.InvariantCulture, $"{cell.Strategy}, seed {cell.Seed}: {owner} works on it; waiting") : null;
        if (waiting is not null && waiting != waitingFor)
        {
            Write($"{waiting}");
        }
        waitingFor = waiting;
        if (progress.Finished is { } round)
        {
            Write($"[{cell.Index + 1}/{cell.Count}] {cell.Strategy}, seed {cell.Seed}, round {round.Round + 1}/{cell.RoundCount}: {Describe(round)}");
        }
    }

    // Straight to the writer: a line of a log is not to be wrapped at the width of a terminal.
    private void Write(FormattableString line)
    {
        Console.Profile.Out.Writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        Console.Profile.Out.Writer.Flush();
    }
}
