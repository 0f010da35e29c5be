using Microsoft.ML;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Tables in the binary format of ML.NET, which holds names and types of its columns itself.</summary>
internal static class BinaryTable
{
    public static bool IsBinary(string path) => Path.GetExtension(path).Equals(".idv", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<string> ReadNames(string path) => [.. Load(new MLContext(seed: 0), path).Schema.Where(c => !c.IsHidden).Select(c => c.Name)];

    /// <summary>Opens the one file of a table.</summary>
    /// <exception cref="ArgumentException">Other files stand beside it, or a column that must exist does not.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IDataView Open(TableOptions options)
    {
        string path = options.Files.First(IsBinary);
        if (options.Files.Count > 1 || options.Columns.FirstOrDefault(c => c.File is not null) is { })
        {
            throw new ArgumentException($"'{path}' is a whole table in the binary format of ML.NET (.idv); name it as the only table, without other files beside it.");
        }
        var ml = new MLContext(seed: 0);
        IDataView view = Load(ml, path);
        foreach (TableColumn column in options.Columns)
        {
            string source = column.Source ?? column.Name;
            if (source.Contains('*', StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{source}' is a pattern, and '{path}' holds vectors as one column each; name the column.");
            }
            bool exists = view.Schema.GetColumnOrNull(source) is not null;
            if (!exists && (column.MustExist || column.Kind == TableColumnKind.Id))
            {
                throw new ArgumentException($"'{path}' has no column '{source}'. It has {string.Join(", ", view.Schema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
            }
            if (exists && source != column.Name)
            {
                view = ml.Transforms.CopyColumns(column.Name, source).Fit(view).Transform(view);
            }
        }
        return view;
    }

    private static IDataView Load(MLContext ml, string path)
    {
        try
        {
            return ml.Data.LoadFromBinary(path);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"'{path}' cannot be read: {e.Message} Use .csv or .npy.", e);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or EndOfStreamException)
        {
            throw new InvalidDataException($"'{path}' is no file in the binary format of ML.NET, or it is damaged: {e.Message}", e);
        }
    }
}
