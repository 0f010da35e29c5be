using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tables;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Commands;

namespace MLNet.ActiveLearning.Tool.Tables;

/// <summary>Turns the options of <c>select</c> into views of the rows to choose from and of the rows to compare them with.</summary>
internal sealed class SelectTables(SelectSettings settings, SelectionStrategy strategy, CancellationToken cancellation)
{
    private const int MaxListed = 20;

    /// <summary>The rows to choose from.</summary>
    public IDataView OpenPool(IProgress<TableProgress>? progress)
    {
        // A file that is named for a signal is part of the table, also where the strategy does not look at it: it counts the rows.
        IEnumerable<SignalColumn> others = settings.Signals.Where(s => s.IsFile && strategy.Signals.All(used => used.Name != s.Name)).Select(s => SignalList.Get(s.Name));
        IDataView pool = TableFiles.Open(new TableOptions
        {
            Files = settings.Tables,
            Columns = [CreateId(settings.Ids, settings.IsIdColumnNamed), .. strategy.Signals.Concat(others).Select(s => Create(s, settings.Signals))],
            Separator = settings.Separator,
            Progress = progress,
            CancellationToken = cancellation,
        });
        RequireSignals(pool, "the table", "--signal", settings.Tables);
        return pool;
    }

    /// <summary>Rows to compare the pool with, or null if the option was not given.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parts">Its values: a text table, or NAME=FILE.</param>
    public IDataView? OpenReference(string option, IReadOnlyList<string> parts)
    {
        if (parts.Count == 0)
        {
            return null;
        }
        string[] files = [.. parts.Where(IsTable)];
        string[] names = [.. SignalList.Names.Union(strategy.Signals.Select(s => s.Name)), settings.LabelColumn, settings.IdColumn];
        NamedInput[] inputs = [.. parts.Where(p => !IsTable(p)).Select(p => NamedInput.Parse(option, p, names))];
        if (inputs.GroupBy(i => i.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new BadArgumentsException($"{option} names '{twice.Key}' twice; give each column once.");
        }
        // The pool's names of columns hold here as well, its files do not.
        NamedInput[] all = [.. inputs, .. settings.Signals.Where(s => !s.IsFile && files.Length > 0 && inputs.All(i => i.Name != s.Name))];
        IDataView rows = TableFiles.Open(new TableOptions
        {
            Files = files,
            Columns =
            [
                Locate(CreateId(null, false), all),
                .. strategy.Signals.Select(s => Create(s, all)),
                Locate(new TableColumn(settings.LabelColumn, TableColumnKind.Label), all),
            ],
            Separator = settings.Separator,
            CancellationToken = cancellation,
        });
        RequireSignals(rows, option, option, files);
        return rows;
    }

    private static bool IsTable(string part) => !part.Contains('=', StringComparison.Ordinal) || File.Exists(part);

    private TableColumn CreateId(string? file, bool isRequired) => new(settings.IdColumn, TableColumnKind.Id) { File = file, IsRequired = isRequired };

    private TableColumn Create(SignalColumn signal, IReadOnlyList<NamedInput> inputs) =>
        Locate(new TableColumn(signal.Name, SignalList.KindOf(signal)) { PassesAxis = settings.PassesAxis }, inputs);

    private static TableColumn Locate(TableColumn column, IReadOnlyList<NamedInput> inputs) => inputs.FirstOrDefault(i => i.Name == column.Name) switch
    {
        null => column,
        { IsFile: true } input => column with { File = input.Value },
        { } input => column with { Source = input.Value },
    };

    private void RequireSignals(IDataView rows, string where, string option, IReadOnlyList<string> files)
    {
        if (strategy.Signals.FirstOrDefault(s => rows.Schema.GetColumnOrNull(s.Name) is null) is not { } missing)
        {
            return;
        }
        string found = "";
        if (files.Count > 0)
        {
            IReadOnlyList<string> names = TableFiles.ReadHeader(files[0], settings.Separator);
            found = $"'{files[0]}' has the columns {string.Join(", ", names.Take(MaxListed))}{(names.Count > MaxListed ? ", ..." : "")}. ";
        }
        string columns = missing.Kind switch
        {
            SignalKind.Number => $"a column of the table, --signal {missing.Name}=COLUMN",
            SignalKind.PassProbabilities => $"columns of the table, --signal {missing.Name}=mc_* (mc_0_1: pass 0, class 1)",
            _ => $"columns of the table, --signal {missing.Name}=prob_*",
        };
        throw new BadArgumentsException(
            $"Strategy '{strategy.Name}' needs the signal '{missing.Name}', and {where} has none. {found}Pass it as a file, {option} {missing.Name}=FILE.npy, or name {columns}. {missing.Remedy}");
    }
}
