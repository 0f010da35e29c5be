using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Columns of several sources side by side.</summary>
internal sealed class TableView : IDataView
{
    private const string SlotNames = "SlotNames";

    /// <summary>Where each column of the schema comes from; no source means the row's number.</summary>
    private readonly List<(int? Source, int Column)> origins = [];

    public TableView(TableOptions options, IReadOnlyList<ITableSource> sources)
    {
        Options = options;
        Sources = sources;
        RequireEqualCounts(sources);
        var schema = new DataViewSchema.Builder();
        foreach (TableColumn wanted in options.Columns)
        {
            if (Find(wanted.Name) is { } origin)
            {
                BoundColumn column = sources[origin.Source].Columns[origin.Column];
                schema.AddColumn(column.Name, column.Type, column.SlotNames is { } names ? NameSlots(names) : null);
                origins.Add(origin);
            }
            else if (wanted.Kind == TableColumnKind.Id)
            {
                schema.AddColumn(wanted.Name, NumberDataViewType.Int64);
                origins.Add((null, 0));
            }
        }
        Schema = schema.ToSchema();
    }

    public TableOptions Options { get; }

    public IReadOnlyList<ITableSource> Sources { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => Sources.Select(s => s.RowCount).FirstOrDefault(count => count is not null);

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        bool[] active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            if (column.Index >= active.Length || Schema[column.Index].Name != column.Name)
            {
                throw new ArgumentException($"Column '{column.Name}' is not one of this view. Take columns from this view's Schema.", nameof(columnsNeeded));
            }
            active[column.Index] = true;
        }
        return new TableCursor(this, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    public (int? Source, int Column) OriginOf(int column) => origins[column];

    /// <summary>The error of two files of one table that end at different rows.</summary>
    public static InvalidDataException UnequalCounts(string longer, string shorter) => new(
        $"{longer}, but {shorter}. The files of one table hold the same rows in the same order.");

    private (int Source, int Column)? Find(string name)
    {
        for (int source = 0; source < Sources.Count; source++)
        {
            for (int column = 0; column < Sources[source].Columns.Count; column++)
            {
                if (Sources[source].Columns[column].Name == name)
                {
                    return (source, column);
                }
            }
        }
        return null;
    }

    private static void RequireEqualCounts(IReadOnlyList<ITableSource> sources)
    {
        ITableSource? first = sources.FirstOrDefault(s => s.RowCount is not null);
        ITableSource? other = sources.FirstOrDefault(s => s.RowCount is { } count && count != first!.RowCount);
        if (other is not null)
        {
            throw UnequalCounts($"{first!.Description} has {first.RowCount} rows", $"{other.Description} has {other.RowCount}");
        }
    }

    private static DataViewSchema.Annotations NameSlots(IReadOnlyList<string> names)
    {
        ReadOnlyMemory<char>[] values = [.. names.Select(n => n.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, values.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, values.Length);
                values.CopyTo(editor.Values);
                value = editor.Commit();
            });
        return builder.ToAnnotations();
    }
}
