namespace MLNet.ActiveLearning.Tool.Wording;

/// <summary>Says to users of the command line what the library says to programmers: which option is meant.</summary>
internal static class SelectHints
{
    private static readonly (string Mentioned, string Hint)[] Hints =
    [
        ("LabeledRows", "Pass them with --labeled TABLE."),
        ("TargetRows", "Pass them with --targets TABLE."),
        ("AvoidedRows", "Pass them with --avoided TABLE."),
        ("ValidationRows", "Pass them with --validation TABLE."),
        ("PassesAxis", "That is --passes-axis."),
        ("no label column", "Name it with --label-column, or add it, for example with --labeled Label=labels.npy."),
        ("no table is given", "For example --signal Score=scores.npy or --ids ids.txt."),
        ("Say which column it is", "For example --signal Score=scores.npy."),
    ];

    public static string Add(string message) =>
        string.Join(' ', [message, .. Hints.Where(h => message.Contains(h.Mentioned, StringComparison.Ordinal)).Select(h => h.Hint)]);
}
