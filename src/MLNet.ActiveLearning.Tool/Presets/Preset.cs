namespace MLNet.ActiveLearning.Tool.Presets;

/// <summary>A published experiment as the options of <c>run</c> that repeat it.</summary>
/// <param name="Id">Paper, figure or table, and variant: <c>distil/tab2/bud3000</c>.</param>
/// <param name="Title">What is compared.</param>
/// <param name="Data">The data set, which the caller brings.</param>
/// <param name="Options">Options of <c>run</c> by name, without the dashes.</param>
internal sealed record Preset(string Id, string Title, string Data, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>What the paper reports; empty if only its main part, which is not at hand, does.</summary>
    public IReadOnlyList<string> Reported { get; init; } = [];

    /// <summary>What is not as in the paper, or null.</summary>
    public string? Missing { get; init; }

    /// <summary>The options as one types them.</summary>
    public string CommandLine => string.Join(' ', Options.Select(o => $"--{o.Key} {o.Value}"));
}
