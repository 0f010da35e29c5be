using System.CommandLine;
using System.Globalization;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Tool.Wording;
using MLNet.ActiveLearning.Weights;
using Spectre.Console;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al weights</c>: what a file of pre-trained weights holds, and whether a network can take it.</summary>
internal static class WeightsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "A file of PyTorch (.pth, .pt), or a .safetensors file. Nothing in it is executed." };
        Option<string?> model = OptionalText("--model", $"Compare with a network: {string.Join(", ", Architecture.KnownNames)}.");
        Option<int?> width = OptionalInteger("--width", "Channels of the network's first stage. Default: the published network's, 64 for ResNet.");
        Option<string?> prefix = OptionalText("--prefix", "What stands before the network's names in the file. Default: found by itself.");
        var command = new Command("weights", "Show the tensors of a file of pre-trained weights, and what a network would take of them.") { file, model, width, prefix };
        command.SetAction(result =>
        {
            Architecture? architecture = result.GetValue(model) is { } name ? ModelName.Read(name, result.GetValue(width)) : null;
            return Show(console, Load(result.GetRequiredValue(file)), architecture, new WeightMatching { Prefix = result.GetValue(prefix) });
        });
        return command;
    }

    /// <summary>Reads a file that the user named.</summary>
    /// <exception cref="BadArgumentsException">It is missing, damaged or no file of weights.</exception>
    public static PretrainedWeights Load(string path)
    {
        try
        {
            return PretrainedWeights.Load(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadArgumentsException($"There is no file '{path}'. Name a .pth, .pt or .safetensors file.");
        }
        catch (InvalidDataException e)
        {
            throw new BadArgumentsException(FailureText.OneLine(e.Message));
        }
    }

    private static int Show(IAnsiConsole console, PretrainedWeights weights, Architecture? architecture, WeightMatching matching)
    {
        int longest = weights.Tensors.Max(t => t.Name.Length);
        foreach (WeightTensor tensor in weights.Tensors)
        {
            console.WriteLine($"{tensor.Name.PadRight(longest)}  {tensor.ElementType,-8}  {string.Join(" x ", tensor.Shape)}");
        }

        long numbers = weights.Tensors.Sum(t => (long)t.Count);
        console.WriteLine();
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weights.Tensors.Count} tensors, {numbers} numbers, SHA-256 {weights.Hash}"));
        foreach ((string name, string text) in weights.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            console.WriteLine($"{name}: {text}");
        }

        return architecture is null ? ExitCode.Done : Compare(console, weights, architecture, matching);
    }

    private static int Compare(IAnsiConsole console, PretrainedWeights weights, Architecture architecture, WeightMatching matching)
    {
        TorchRuntime.Start(PhysicalCores.Count);
        using ImageNetwork network = architecture.Build(new NetworkSpec(3, 32, 32, 10));
        WeightReport report = weights.Compare(network, matching);
        console.WriteLine($"{architecture.Name}: {report}.");
        foreach ((string what, IEnumerable<string> names) in new (string, IEnumerable<string>)[]
        {
            ("missing", report.Missing), ("unexpected", report.Unexpected), ("other shape", report.Mismatched.Select(m => m.ToString())),
            ("new", report.Fresh), ("left aside", report.Dropped),
        })
        {
            foreach (string name in names)
            {
                console.WriteLine($"  {what}: {name}");
            }
        }

        string? problem = report.FindProblem(matching);
        console.WriteLine(problem is null ? $"{architecture.Name} can start from these weights." : problem);
        return problem is null ? ExitCode.Done : ExitCode.Failed;
    }
}
