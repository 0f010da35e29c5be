namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>A folder holds a comparison with other settings.</summary>
public sealed class SettingsChangedException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="changes">What differs, each as "name was a and is now b".</param>
    public SettingsChangedException(string folder, IReadOnlyList<string> changes)
        : base($"The folder '{folder}' holds a run with other settings: {string.Join("; ", changes)}. Repeat the old settings to continue it, or name another folder.")
    {
        Folder = folder;
        Changes = changes;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What differs, each as "name was a and is now b".</summary>
    public IReadOnlyList<string> Changes { get; }
}
