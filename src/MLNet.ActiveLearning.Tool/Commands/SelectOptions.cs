using System.CommandLine;
using System.Globalization;
using MLNet.ActiveLearning.Tool.Output;
using MLNet.ActiveLearning.Tool.Strategies;
using MLNet.ActiveLearning.Tool.Tables;
using MLNet.ActiveLearning.Tool.Wording;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The options of <c>select</c>, and how they become <see cref="SelectSettings"/>.</summary>
internal sealed class SelectOptions
{
    private static readonly Choice<SelectionFormat> Formats = new("--format",
        ("csv", SelectionFormat.Csv),
        ("json", SelectionFormat.Json),
        ("ids", SelectionFormat.Ids));

    // Neither is required of the parser: what is missing is told with what could be given.
    private readonly Argument<string?> strategy = new("STRATEGY")
    {
        Description = "How to choose; 'mlnet-al strategies' lists the names.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string[]> tables = new("TABLE")
    {
        Description = "Text tables of the rows to choose from, .csv or .tsv; several follow one another.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> signals = Repeated("--signal", "NAME=FILE or NAME=COLUMN",
        "Where a signal is: Score=scores.npy, or columns of the table, Score=probs (probs_0, probs_1, ...) or Score=prob_*. May be repeated.");

    private readonly Option<string?> features = OptionalText("--features", "A feature file of 'mlnet-al features' to choose from, in place of tables.");
    private readonly Option<string?> labels = OptionalText("--labels", "Table of ids and labels of rows of the feature file: they are not chosen, and a proxy is trained on them where the strategy needs scores.");
    private readonly Option<string?> ids = OptionalText("--ids", "The rows' ids: .txt with one on each line, .npy of whole numbers or text, or .csv. Default: the id column, else row numbers from 0.");
    private readonly Option<string?> idColumn = OptionalText("--id-column", $"Column of ids in text tables. Default: {SelectSettings.DefaultIdColumn}, where there is one.");
    private readonly Option<string[]> labeled = Repeated("--labeled", "TABLE or NAME=FILE", "Rows that have labels, for strategies that keep away from them or learn from them. May be repeated for the parts of one table.");
    private readonly Option<string[]> targets = Repeated("--targets", "TABLE or NAME=FILE", "Rows that show what to find, for targeted strategies.");
    private readonly Option<string[]> avoided = Repeated("--avoided", "TABLE or NAME=FILE", "Rows that show what not to choose, for targeted strategies.");
    private readonly Option<string[]> validation = Repeated("--validation", "TABLE or NAME=FILE", "Labelled rows that stand for the data to do well on, for strategies that use them.");
    private readonly Option<string> labelColumn = Text("--label-column", SelectSettings.DefaultLabelColumn, "Column of labels in those tables.");
    private readonly Option<int?> passesAxis = OptionalInteger("--passes-axis", "Axis of the passes in .npy files of several passes: 0 for (passes, rows, classes), 1 for (rows, passes, classes). Default: 0.");
    private readonly Option<string?> separator = OptionalText("--separator", "Character between the fields of text tables, or 'tab'. Default: a comma; a tab in .tsv.");
    private readonly Option<int> query = Integer("--query", 100, "Rows to choose.");
    private readonly Option<string> seed = Text("--seed", "0", "Seed of all chance in the choice; the same seed gives the same rows.");
    private readonly Option<int?> threads = OptionalInteger("--threads", "Threads of the choice; its result does not depend on them. Default: one a core.");
    private readonly Option<string> format = Text("--format", "csv", $"What is written: {Formats.Listed}");
    private readonly Option<string?> output = OptionalText("--output", "File to write, replaced only when it is complete. Default: standard output.");
    private readonly Option<bool> quiet = Switch("--quiet", "Show neither progress nor notes on standard error.");

    public IReadOnlyList<Argument> Arguments => [strategy, tables];

    public IReadOnlyList<Option> All =>
    [
        features, labels, signals, ids, idColumn, labeled, targets, avoided, validation, labelColumn, passesAxis, separator, query, seed, threads, format, output, quiet,
    ];

    /// <exception cref="BadArgumentsException">A value cannot be used.</exception>
    public SelectSettings Read(ParseResult result)
    {
        string? name = result.GetValue(strategy);
        string[] files = result.GetValue(tables) ?? [];
        RefuseUnknownOptions([.. files, name ?? ""]);
        int? threadCount = result.GetValue(threads);
        if (threadCount < 1)
        {
            throw new BadArgumentsException($"--threads is {threadCount}; give at least 1.");
        }
        var settings = new SelectSettings
        {
            Strategy = StrategyRegistry.Find(name ?? throw new BadArgumentsException(
                "Name a strategy, for example 'mlnet-al select entropy scores.csv'; 'mlnet-al strategies' lists them.")),
            Tables = files,
            Signals = ReadSignals(result.GetValue(signals) ?? []),
            Features = result.GetValue(features),
            Labels = result.GetValue(labels),
            Ids = result.GetValue(ids),
            IdColumn = result.GetValue(idColumn) ?? SelectSettings.DefaultIdColumn,
            IsIdColumnNamed = result.GetValue(idColumn) is not null,
            LabelColumn = result.GetRequiredValue(labelColumn),
            Labeled = result.GetValue(labeled) ?? [],
            Targets = result.GetValue(targets) ?? [],
            Avoided = result.GetValue(avoided) ?? [],
            Validation = result.GetValue(validation) ?? [],
            PassesAxis = result.GetValue(passesAxis),
            Separator = ReadSeparator(result.GetValue(separator)),
            Query = result.GetRequiredValue(query),
            Seed = ReadSeed(result.GetRequiredValue(seed)),
            Threads = threadCount ?? 0,
            Format = Formats.Read(result.GetRequiredValue(format)),
            Output = result.GetValue(output),
            Quiet = result.GetValue(quiet),
        };
        settings.Validate();
        return settings;
    }

    // The parser takes an option that it does not know for one more table.
    private void RefuseUnknownOptions(IEnumerable<string> words)
    {
        if (words.FirstOrDefault(w => w.StartsWith('-')) is { } option)
        {
            throw new BadArgumentsException(
                $"There is no option '{option}'. {ClosestName.Suggest(option, [.. All.Select(o => o.Name)])}'mlnet-al {SelectCommand.Name} --help' lists what there is.");
        }
    }

    private static NamedInput[] ReadSignals(string[] texts)
    {
        NamedInput[] inputs = [.. texts.Select(text => NamedInput.Parse("--signal", text, [.. SignalList.Names]))];
        return inputs.GroupBy(i => i.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new BadArgumentsException($"--signal names '{twice.Key}' twice; give each signal once.")
            : inputs;
    }

    private static ulong ReadSeed(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : throw new BadArgumentsException($"--seed is '{text}'; a seed is a whole number, 0 or more.");

    private static char? ReadSeparator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [not ('"' or '\r' or '\n') and var character] => character,
        _ => throw new BadArgumentsException($"--separator is '{text}'; give one character such as ';', or 'tab'."),
    };
}
