using System.CommandLine;
using System.Globalization;
using MLNet.ActiveLearning.Tool.Machine;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al doctor</c>: what was found on this machine, and whether training works.</summary>
internal static class DoctorCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new Command("doctor", "Say what was found: packages or stand-ins, libtorch, threads, GPU; and train for a second.");
        command.SetAction((_, cancellation) => Task.FromResult(Show(console, cancellation)));
        return command;
    }

    private static int Show(IAnsiConsole console, CancellationToken cancellation)
    {
        ShowFacts(console, MachineReport.Basics());
        try
        {
            TorchRuntime.Start(PhysicalCores.Count);
        }
        catch (TorchMissingException e)
        {
            console.Write(new Markup("[red]libtorch is missing[/]\n"));
            console.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        ShowFacts(console, MachineReport.Torch());
        string speed = SpeedCheck.MeasureImagesPerSecond(cancellation) is { } images
            ? string.Create(CultureInfo.InvariantCulture, $"{images:F0} images/s training {SpeedCheck.Network.Name} on 32 x 32 pixels")
            : "not one epoch in a minute";
        ShowFacts(console, [new("speed", speed)]);
        return ExitCode.Done;
    }

    private static void ShowFacts(IAnsiConsole console, IEnumerable<KeyValuePair<string, string>> facts)
    {
        foreach ((string name, string value) in facts)
        {
            console.Write(new Text(name.PadRight(30), new Style(Color.Aqua)));
            console.WriteLine(value);
        }
    }
}
