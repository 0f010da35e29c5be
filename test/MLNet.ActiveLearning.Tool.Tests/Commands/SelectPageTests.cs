using System.CommandLine;
using System.Text.RegularExpressions;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The page and the help show command lines that are understood, and the page knows every option.</summary>
[TestClass]
public sealed partial class SelectPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(FindRoot(), "docs", "select.md"));

    [TestMethod]
    public void Every_example_is_understood()
    {
        string[] lines = [.. (Page + "\n" + SelectCommand.Examples).Split('\n').Select(l => l.Trim().Split(" > ")[0]).Where(l => l.StartsWith("mlnet-al select ", StringComparison.Ordinal))];
        Assert.IsTrue(lines.Length > 8, "The examples are found.");
        foreach (string line in lines)
        {
            SelectSettings settings = Read(line.Split(' ')[2..]);
            Assert.IsTrue(settings.Tables.Count + settings.Signals.Count > 0 || settings.Features is not null, line);
        }
    }

    [TestMethod]
    public void The_page_tells_of_every_option_and_of_no_other()
    {
        string[] known = [.. new SelectOptions().All.Select(o => o.Name)];
        string[] told = [.. OptionName().Matches(Page).Select(m => m.Value).Distinct()];
        CollectionAssert.AreEquivalent(known, told);
    }

    private static SelectSettings Read(string[] arguments)
    {
        var options = new SelectOptions();
        var command = new RootCommand();
        foreach (Argument argument in options.Arguments)
        {
            command.Arguments.Add(argument);
        }
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }
        return options.Read(command.Parse(arguments));
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MLNet.ActiveLearning.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new AssertFailedException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex OptionName();
}
