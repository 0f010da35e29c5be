using System.Globalization;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Reads <c>--seeds</c>: a number of seeds (3 means 1, 2, 3) or a list of them (1,2,3).</summary>
internal static class SeedList
{
    private const int MaxCount = 1000;

    /// <exception cref="BadArgumentsException">It is neither.</exception>
    public static IReadOnlyList<ulong> Parse(string text)
    {
        if (!text.Contains(',', StringComparison.Ordinal))
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MaxCount
                ? [.. Enumerable.Range(1, count).Select(n => (ulong)n)]
                : throw new BadArgumentsException($"--seeds is '{text}'; give a number of seeds from 1 to {MaxCount}, or a list such as 1,2,3.");
        }
        return [.. OptionFactory.SplitList(text).Select(part => ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new BadArgumentsException($"--seeds holds '{part}'; seeds are whole numbers, 0 or more, such as 1,2,3."))];
    }
}
