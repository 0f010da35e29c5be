using System.Security.Cryptography;
using System.Text;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Names the output folder of a run that was given none.</summary>
internal static class RunFolderName
{
    private const int HashLength = 6;

    /// <summary>
    /// The data's name and a hash of what the results depend on: the same command finds its folder again, another one gets its own.
    /// Strategies and seeds are left out, because they can be added to a folder.
    /// </summary>
    public static string Create(RunSettings settings)
    {
        IEnumerable<string> facts =
        [
            Path.GetFullPath(settings.Data),
            $"{settings.Start}/{settings.Query}/{settings.Rounds}/{settings.Candidates}/{settings.TestLimit}/{settings.Retraining}{(settings.SeedSet is { } first ? $"/{first.Name} of {Path.GetFullPath(settings.Features!)}" : "")}{(settings.Pretrained is { } pretrained ? "/" + Path.GetFullPath(pretrained) : "")}",
            .. settings.Describe().OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"),
        ];
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts)));
        return $"{DataName(settings.Data)}-{Convert.ToHexStringLower(hash)[..HashLength]}";
    }

    private static string DataName(string data)
    {
        string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(data));
        string safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-').ToLowerInvariant();
        return safe.Length > 0 ? safe : "run";
    }
}
