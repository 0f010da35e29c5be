using System.CommandLine;
using MLNet.ActiveLearning.Tool.Strategies;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al strategies</c>: what can follow <c>run --strategies</c>.</summary>
internal static class StrategiesCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new Command("strategies", "List the strategies: what each asks labels for.");
        command.SetAction(_ => Show(console));
        return command;
    }

    private static int Show(IAnsiConsole console)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach (StrategyEntry entry in StrategyRegistry.All)
        {
            string heads = string.Join(", ", entry.Heads.Select(h => h.Name));
            string trained = heads.Length > 0 ? $" (trains a {heads} head)" : "";
            string signals = string.Join(", ", entry.Signals.Select(s => s.Name));
            string computed = signals.Length > 0 ? $" (computes {signals})" : "";
            grid.AddRow(new Text(entry.Name, new Style(Color.Aqua)), new Text(entry.Description + trained + computed));
        }
        console.Write(grid);
        return ExitCode.Done;
    }
}
