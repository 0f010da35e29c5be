using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Output;
using MLNet.ActiveLearning.Tool.Strategies;
using MLNet.ActiveLearning.Tool.Tables;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>What the user asked <c>select</c> for, checked.</summary>
internal sealed record SelectSettings
{
    public const string DefaultIdColumn = "Id";
    public const string DefaultLabelColumn = "Label";

    public required StrategyEntry Strategy { get; init; }

    /// <summary>Text files of the pool, one after the other.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>A feature file that takes the place of tables.</summary>
    public string? Features { get; init; }

    /// <summary>The table of the labels of rows of that file.</summary>
    public string? Labels { get; init; }

    /// <summary>Where signals of the pool are.</summary>
    public IReadOnlyList<NamedInput> Signals { get; init; } = [];

    /// <summary>The file of the pool's ids.</summary>
    public string? Ids { get; init; }

    public string IdColumn { get; init; } = DefaultIdColumn;

    /// <summary>Whether the user named the id column, so that it has to exist.</summary>
    public bool IsIdColumnNamed { get; init; }

    public string LabelColumn { get; init; } = DefaultLabelColumn;

    public IReadOnlyList<string> Labeled { get; init; } = [];

    public IReadOnlyList<string> Targets { get; init; } = [];

    public IReadOnlyList<string> Avoided { get; init; } = [];

    public IReadOnlyList<string> Validation { get; init; } = [];

    public int? PassesAxis { get; init; }

    public char? Separator { get; init; }

    public int Query { get; init; } = 100;

    public ulong Seed { get; init; }

    /// <summary>0 for one a core.</summary>
    public int Threads { get; init; }

    public SelectionFormat Format { get; init; }

    public string? Output { get; init; }

    public bool Quiet { get; init; }

    /// <summary>The options with rows that the strategy will not look at.</summary>
    public IEnumerable<string> FindUnused(SelectionStrategy strategy)
    {
        var set = strategy as SetStrategy;
        (string Option, bool IsGiven, bool IsUsed)[] references =
        [
            ("--labeled", Labeled.Count > 0, set?.NeedsLabeledRows == true),
            ("--targets", Targets.Count > 0, set?.NeedsTargetRows == true),
            ("--avoided", Avoided.Count > 0, set?.UsesAvoidedRows == true),
            ("--validation", Validation.Count > 0, set?.UsesValidationRows == true),
        ];
        return references.Where(r => r.IsGiven && !r.IsUsed).Select(r => r.Option);
    }

    /// <summary>Refuses what makes no sense whatever the files hold, before they are read.</summary>
    /// <exception cref="BadArgumentsException">A value cannot be used.</exception>
    public void Validate()
    {
        Require(Query >= 1, $"--query is {Query}; give at least 1.");
        Require(PassesAxis is null or 0 or 1, $"--passes-axis is {PassesAxis}; give 0 for arrays (passes, rows, classes) or 1 for (rows, passes, classes).");
        Require(
            Tables.Count > 0 || Ids is not null || Signals.Any(s => s.IsFile) || Features is not null,
            "There is nothing to choose from: give a table such as scores.csv, or arrays such as --signal Score=scores.npy.");
        Require(
            Features is null || (Tables.Count == 0 && Ids is null && Signals.Count == 0 && Labeled.Count == 0),
            "--features is a pool of its own; leave out tables, --signal, --ids and --labeled, and pass labels with --labels.");
        Require(Labels is null || Features is not null, "--labels goes with --features; labelled rows of tables are passed with --labeled.");
        if (Output is { } path)
        {
            Require(!Directory.Exists(path), $"--output is the folder '{path}'; give the name of a file.");
            string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
            Require(Directory.Exists(folder), $"--output: the folder '{folder}' does not exist. Create it first.");
        }
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new BadArgumentsException(problem);
        }
    }
}
