namespace MLNet.ActiveLearning.Contract;

/// <summary>The page of a strategy in <c>docs/strategies</c>.</summary>
internal sealed class StrategyPage
{
    private readonly string[] lines;

    private StrategyPage(string name, string[] lines)
    {
        Name = name;
        this.lines = lines;
    }

    public string Name { get; }

    public IReadOnlyList<string> Headings => [.. lines.Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..].Trim())];

    /// <summary>The C# code of the page, one text a block.</summary>
    public IReadOnlyList<string> Snippets
    {
        get
        {
            var snippets = new List<string>();
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Trim() == "```csharp")
                {
                    int end = Array.FindIndex(lines, i + 1, l => l.Trim() == "```");
                    snippets.Add(string.Join('\n', lines[(i + 1)..end]));
                    i = end;
                }
            }
            return snippets;
        }
    }

    public static StrategyPage Of(Type strategy)
    {
        string name = StrategyVariant.PageOf(strategy);
        string path = Path.Combine(RepositoryFiles.Root, "docs", "strategies", name + ".md");
        return File.Exists(path)
            ? new StrategyPage(name, File.ReadAllLines(path))
            : throw new AssertFailedException($"{strategy.Name} has no page docs/strategies/{name}.md. Write one like docs/strategies/margin.md.");
    }

    /// <summary>A value of the table of characteristics, or null.</summary>
    public string? Characteristic(string name) => lines
        .Select(l => l.Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length >= 4 && cells[1].Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(cells => cells[2])
        .FirstOrDefault();
}
