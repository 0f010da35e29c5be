namespace MLNet.ActiveLearning.Tool.Wording;

/// <summary>Guesses what was meant by a mistyped name.</summary>
internal static class ClosestName
{
    private const int ShortestPrefix = 3;

    /// <summary>"Did you mean 'entropy'? ", or nothing if no known name is near.</summary>
    public static string Suggest(string typed, IReadOnlyCollection<string> known)
    {
        string? begun = typed.Length >= ShortestPrefix ? known.FirstOrDefault(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) : null;
        string? best = begun ?? known.Where(name => Distance(typed, name) <= Math.Max(1, name.Length / 3)).MinBy(name => Distance(typed, name));
        return best is null ? "" : $"Did you mean '{best}'? ";
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours that turn one name into the other, upper and lower case alike
    /// (Damerau, "A Technique for Computer Detection and Correction of Spelling Errors", 1964).
    /// </summary>
    internal static int Distance(string a, string b)
    {
        (a, b) = (a.ToLowerInvariant(), b.ToLowerInvariant());
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                int replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }
        return d[a.Length, b.Length];
    }
}
