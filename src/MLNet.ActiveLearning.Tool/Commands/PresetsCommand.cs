using System.CommandLine;
using MLNet.ActiveLearning.Tool.Presets;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al presets</c>: what can follow <c>run --preset</c>.</summary>
internal static class PresetsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var id = new Argument<string?>("id") { Description = "Show one preset: its options, and what its paper reports.", DefaultValueFactory = _ => null };
        var command = new Command("presets", "List the published experiments that run --preset repeats.") { id };
        command.SetAction(result => result.GetValue(id) is { } name ? Show(console, PresetCatalog.Find(name)) : List(console));
        return command;
    }

    private static int List(IAnsiConsole console)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach (Preset preset in PresetCatalog.All)
        {
            grid.AddRow(new Text(preset.Id, new Style(Color.Aqua)), new Text(preset.Data), new Text(preset.Title));
        }
        console.Write(grid);
        return ExitCode.Done;
    }

    private static int Show(IAnsiConsole console, Preset preset)
    {
        TextWriter writer = console.Profile.Out.Writer;
        writer.WriteLine($"{preset.Id}: {preset.Title}, on {preset.Data}");
        writer.WriteLine();
        writer.WriteLine($"mlnet-al run --data PATH {preset.CommandLine}");
        writer.WriteLine();
        foreach (string line in preset.Reported)
        {
            writer.WriteLine($"reported: {line}");
        }
        if (preset.Missing is { } missing)
        {
            writer.WriteLine($"differs:  {missing}");
        }
        writer.WriteLine($"--scale:  {Scale.Rules}");
        writer.Flush();
        return ExitCode.Done;
    }
}
