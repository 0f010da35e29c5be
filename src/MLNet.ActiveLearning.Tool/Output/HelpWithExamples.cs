using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using MLNet.ActiveLearning.Tool.Commands;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>The parser's help, and below that of <c>select</c> its formats and examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction help = new();

    /// <summary>Help is shown whatever else is on the line.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command.Name == SelectCommand.Name)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(SelectCommand.Examples);
        }
        return code;
    }
}
