namespace MLNet.ActiveLearning.Tool;

/// <summary>The user asked for something that cannot be done; the message is one line that says what and how to fix it.</summary>
internal sealed class BadArgumentsException(string message) : Exception(message);
