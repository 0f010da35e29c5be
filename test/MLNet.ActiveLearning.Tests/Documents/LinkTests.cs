using System.Text.RegularExpressions;
using MLNet.ActiveLearning.Contract;

namespace MLNet.ActiveLearning.Documents;

/// <summary>Documents point only at what is there.</summary>
[TestClass]
public sealed partial class LinkTests
{
    [TestMethod]
    public void Every_relative_link_of_a_document_leads_to_a_file_or_folder()
    {
        string[] documents =
        [
            .. Directory.EnumerateFiles(RepositoryFiles.Root, "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "docs"), "*.md", SearchOption.AllDirectories),
        ];
        string[] dead = [.. documents.SelectMany(document => RelativeLink().Matches(File.ReadAllText(document))
            .Select(match => match.Groups[1].Value)
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, link)))
            .Select(link => $"{Path.GetRelativePath(RepositoryFiles.Root, document)} points at '{link}'."))];

        Assert.AreEqual(0, dead.Length, string.Join('\n', dead));
    }

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)")]
    private static partial Regex RelativeLink();
}
