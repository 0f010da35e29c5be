namespace MLNet.ActiveLearning.Tool.Machine;

/// <summary>The native part of TorchSharp could not be loaded.</summary>
internal sealed class TorchMissingException(string message, Exception cause) : Exception(message, cause);
