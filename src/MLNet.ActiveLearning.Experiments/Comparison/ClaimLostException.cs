namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Another process has taken a cell over from this one.</summary>
internal sealed class ClaimLostException(string path)
    : InvalidOperationException($"Another process has taken over what '{path}' stood for: this one gave no sign of life for too long.")
{
}
