using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tables;

namespace MLNet.ActiveLearning.Tool.Tables;

/// <summary>Labels of rows by id, from a table that the user named.</summary>
internal static class LabelTable
{
    /// <summary>Reads all rows; ids may be in any order.</summary>
    /// <exception cref="InvalidDataException">The table is damaged or lacks a column; the message says where.</exception>
    public static IReadOnlyList<(string Id, string Label)> Read(string path, string idColumn, string labelColumn, char? separator, CancellationToken cancellation)
    {
        IDataView table = TableFiles.Open(new TableOptions
        {
            Files = [path],
            Columns =
            [
                new TableColumn(idColumn, TableColumnKind.Id) { IsRequired = true },
                new TableColumn(labelColumn, TableColumnKind.Label) { IsRequired = true },
            ],
            Separator = separator,
            CancellationToken = cancellation,
        });
        return Read(table, idColumn, labelColumn);
    }

    /// <summary>Reads a view's ids and labels, both text.</summary>
    public static IReadOnlyList<(string Id, string Label)> Read(IDataView rows, string idColumn, string labelColumn)
    {
        DataViewSchema.Column ids = rows.Schema[idColumn], labels = rows.Schema[labelColumn];
        using DataViewRowCursor cursor = rows.GetRowCursor([ids, labels]);
        ValueGetter<ReadOnlyMemory<char>> readId = cursor.GetGetter<ReadOnlyMemory<char>>(ids), readLabel = cursor.GetGetter<ReadOnlyMemory<char>>(labels);
        ReadOnlyMemory<char> id = default, label = default;
        List<(string Id, string Label)> pairs = [];
        while (cursor.MoveNext())
        {
            readId(ref id);
            readLabel(ref label);
            pairs.Add((id.ToString(), label.ToString()));
        }
        return pairs;
    }
}
