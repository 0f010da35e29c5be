using MLNet.ActiveLearning.Tool.Wording;

namespace MLNet.ActiveLearning.Tool.Tables;

/// <summary>NAME=VALUE: where a column of a table is.</summary>
/// <param name="Name">The column.</param>
/// <param name="Value">A file, or a column or pattern of columns of the table.</param>
internal sealed record NamedInput(string Name, string Value)
{
    private static readonly string[] FileEndings = [".npy", ".csv", ".tsv", ".txt", ".idv"];

    /// <summary>Whether the value is a file rather than a column of the table.</summary>
    public bool IsFile => !Value.Contains('*', StringComparison.Ordinal)
        && (FileEndings.Contains(Path.GetExtension(Value), StringComparer.OrdinalIgnoreCase) || Value.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar));

    /// <exception cref="BadArgumentsException">It is not of this form, or the name is not known.</exception>
    public static NamedInput Parse(string option, string text, IReadOnlyCollection<string> knownNames)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value])
        {
            throw new BadArgumentsException($"{option} is '{text}'; give NAME=FILE or NAME=COLUMN, for example Score=scores.npy or Score=prob_*.");
        }
        string known = knownNames.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new BadArgumentsException(
            $"{option} names '{name}', which no strategy reads. {ClosestName.Suggest(name, knownNames)}Known: {string.Join(", ", knownNames)}.");
        return new NamedInput(known, value);
    }
}
