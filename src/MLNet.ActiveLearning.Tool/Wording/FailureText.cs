using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Wording;

/// <summary>What to tell the user of a failure. A stack trace follows only where the fault is probably ours.</summary>
internal static class FailureText
{
    public static string Describe(Exception failure) => failure switch
    {
        TorchMissingException or TrainingDivergedException => OneLine(failure.Message),
        IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException => OneLine(failure.Message),
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        OutOfMemoryException => "The machine ran out of memory. Try a smaller --batch or --width, or fewer images.",
        _ => $"{OneLine(failure.Message)}\n{failure}",
    };

    public static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
