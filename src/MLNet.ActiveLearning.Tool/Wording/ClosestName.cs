namespace MLNet.ActiveLearning.Tool.Wording;

/// <summary>Guesses what was meant by a mistyped name.</summary>
internal static class ClosestName
{
    /// <summary>"Did you mean 'entropy'? ", or nothing if no known name is near.</summary>
    public static string Suggest(string typed, IEnumerable<string> known)
    {
        string? best = known.MinBy(name => Distance(typed, name));
        bool isNear = best is not null && (Distance(typed, best) <= Math.Max(1, best.Length / 3) || (typed.Length > 2 && best.StartsWith(typed, StringComparison.OrdinalIgnoreCase)));
        return isNear ? $"Did you mean '{best}'? " : "";
    }

    /// <summary>Insertions, deletions and replacements that turn one name into the other, upper and lower case alike (Levenshtein 1965).</summary>
    internal static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = above[j - 1] + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.Length];
    }
}
