using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using MLNet.ActiveLearning.Tool.Commands;
using MLNet.ActiveLearning.Tool.Output;
using MLNet.ActiveLearning.Tool.Presets;
using MLNet.ActiveLearning.Tool.Wording;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool;

/// <summary>Parses the arguments, starts the command, and turns every failure into one line and an exit code.</summary>
internal sealed class CommandLine(IAnsiConsole console, TextWriter error)
{
    private const string Name = "mlnet-al";

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl+C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken = default)
    {
        try
        {
            RootCommand root = CreateRoot();
            Command run = root.Subcommands.Single(c => c.Name == "run");
            ParseResult parsed = root.Parse(RunArguments.Expand(args, [.. run.Options.Select(o => o.Name)]));
            if (parsed.Errors.Count > 0)
            {
                throw new BadArgumentsException(Describe(parsed));
            }
            var invocation = new InvocationConfiguration
            {
                Output = console.Profile.Out.Writer,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null, // signals are CancelKey's
            };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (BadArgumentsException e)
        {
            error.WriteLine($"{Name}: {e.Message}");
            return ExitCode.BadArguments;
        }
        catch (Exception e)
        {
            error.WriteLine($"{Name}: {FailureText.Describe(e)}");
            return ExitCode.Failed;
        }
    }

    private RootCommand CreateRoot()
    {
        var root = new RootCommand("Active learning for ML.NET: which images to label next, and how much that saves.")
        {
            RunCommand.Create(console),
            ReportCommand.Create(console),
            SelectCommand.Create(console, error),
            FeaturesCommand.Create(console),
            TransferabilityCommand.Create(console),
            StrategiesCommand.Create(console),
            PresetsCommand.Create(console),
            PretrainCommand.Create(console),
            WeightsCommand.Create(console),
            DynamicsCommand.Create(console),
            DoctorCommand.Create(console),
        };
        root.SetAction(result => new HelpAction().Invoke(result));
        root.Options.OfType<HelpOption>().Single().Action = new HelpWithExamples();
        return root;
    }

    private static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [string first, ..])
        {
            bool isOption = first.StartsWith('-');
            string[] known = isOption
                ? [.. command.Options.Select(o => o.Name)]
                : [.. command.Subcommands.Select(c => c.Name)];
            string kind = isOption ? "option" : command is RootCommand ? "command" : "argument";
            string where = command is RootCommand ? Name : $"{Name} {command.Name}";
            return $"There is no {kind} '{first}'. {ClosestName.Suggest(first, known)}'{where} --help' lists what there is.";
        }
        ParseError problem = parsed.Errors[0];
        return problem.Message.ReplaceLineEndings(" ").Trim();
    }
}
