using System.Reflection;
using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Contract;

/// <summary>Nothing that belongs to a strategy is forgotten; a test project derives from it and names the assembly.</summary>
public abstract class StrategyCompleteness
{
    private static readonly string[] Headings = ["About", "Formulas", "Characteristics", "When not to use it", "Checked against", "Reference"];
    private static readonly string[] Characteristics = ["Needs", "Batch-aware", "Memory", "Cost of selection", "Seeded"];

    /// <summary>The assembly that holds the strategies.</summary>
    protected abstract Assembly Library { get; }

    /// <summary>Strategies without a file of recorded numbers, and the reason.</summary>
    protected abstract IReadOnlyDictionary<string, string> WithoutRecordedNumbers { get; }

    /// <summary>Pages whose file of recorded numbers has another name, with that name.</summary>
    protected virtual IReadOnlyDictionary<string, string> RecordedNumbers { get; } = new Dictionary<string, string>();

    [TestMethod]
    public void Each_strategy_has_a_catalog_method()
    {
        var made = StrategyVariant.CatalogMethodsOf(Library).Select(m => m.ReturnType).ToHashSet();
        AssertNone(StrategyVariant.TypesOf(Library).Where(t => !made.Contains(t)).Select(t => $"{t.Name}: no method of StrategyCatalog returns it."));
    }

    [TestMethod]
    public void Each_strategy_has_a_page_with_all_its_parts() => AssertNone(StrategyVariant.TypesOf(Library).SelectMany(type =>
    {
        try
        {
            StrategyPage page = StrategyPage.Of(type);
            return Headings.Where(h => !page.Headings.Contains(h)).Select(h => $"{page.Name}.md lacks the heading '## {h}'.")
                .Concat(Characteristics.Where(c => page.Characteristic(c) is null).Select(c => $"{page.Name}.md lacks '{c}' in its table of characteristics."))
                .Concat(page.Snippets.Count == 0 ? [$"{page.Name}.md has no ```csharp block."] : []);
        }
        catch (AssertFailedException e)
        {
            return [e.Message];
        }
    }));

    [TestMethod]
    public void The_code_of_each_page_is_compiled_in_a_test_or_an_example()
    {
        string[] sources = [.. RepositoryFiles.Find("test", "*.cs").Concat(RepositoryFiles.Find("examples", "*.cs")).Select(f => Normalize(File.ReadAllText(f)))];
        AssertNone(StrategyVariant.TypesOf(Library)
            .Select(StrategyPage.Of)
            .SelectMany(page => page.Snippets.Where(s => !sources.Any(source => source.Contains(Normalize(s), StringComparison.Ordinal)))
                .Select(s => $"This code of {page.Name}.md stands in no source under test or examples:\n{s}")));
    }

    [TestMethod]
    public void Each_strategy_is_compared_with_recorded_numbers() => AssertNone(StrategyVariant.TypesOf(Library)
        .Select(StrategyVariant.PageOf)
        .Where(page => !WithoutRecordedNumbers.ContainsKey(page))
        .Select(page => RecordedNumbers.GetValueOrDefault(page) ?? page.Replace('-', '_'))
        .Where(name => !File.Exists(Path.Combine(GoldenFile.Folder, name + ".json")))
        .Select(name => $"There is no {name}.json in {GoldenFile.Folder}."));

    [TestMethod]
    public void Each_strategy_has_a_measured_time_in_the_table_of_docs_performance_md()
    {
        string table = RepositoryFiles.Read("docs", "performance.md");
        AssertNone(StrategyVariant.AllOf(Library)
            .Select(v => v.Create().Name)
            .Distinct()
            .Where(name => !System.Text.RegularExpressions.Regex.IsMatch(table, $@"(?m)^\| `{name}` \| [0-9.]+ \|"))
            .Select(name => $"docs/performance.md has no line '| `{name}` | <seconds> |'; run the benchmark 'strategies'."));
    }

    [TestMethod]
    public void Names_of_strategies_are_unique_and_in_lower_case_with_hyphens() => AssertNone(StrategyVariant.AllOf(Library)
        .Select(v => (v.Type, v.Create().Name))
        .Distinct()
        .GroupBy(v => v.Name)
        .SelectMany(g => g.Count() > 1
            ? [$"'{g.Key}' names {string.Join(" and ", g.Select(v => v.Type.Name))}."]
            : g.Key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? Array.Empty<string>() : [$"'{g.Key}' is not in lower case with hyphens."]));

    private static string Normalize(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static void AssertNone(IEnumerable<string> problems)
    {
        string[] found = [.. problems];
        if (found.Length > 0)
        {
            Assert.Fail(string.Join('\n', found));
        }
    }
}
