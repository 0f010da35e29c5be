using Microsoft.ML;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Tables of scores and embeddings on disk as views that are streamed: the files may be larger than memory.</summary>
/// <remarks>
/// Read are text with a header (<c>.csv</c> as in RFC 4180, <c>.tsv</c>), the binary format of ML.NET (<c>.idv</c>, where the package is there: the
/// stand-in does not read it), NumPy arrays (<c>.npy</c>), and ids or labels one on each line (<c>.txt</c>). A view may be read many times, by several cursors at once; each reads its files from the start.
/// </remarks>
public static class TableFiles
{
    private static readonly string[] Text = [".csv", ".tsv"];

    /// <summary>Opens a table. Headers are read now, rows when a cursor reads them.</summary>
    /// <param name="options">The files and the columns.</param>
    /// <returns>A view with the columns that were found, in the order that they were asked for.</returns>
    /// <exception cref="ArgumentException">No file is named, or a column that must exist does not.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the files have different numbers of rows. A cursor may find more.</exception>
    public static IDataView Open(TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Files.Any(BinaryTable.IsBinary))
        {
            RequireFile(options.Files.First(BinaryTable.IsBinary));
            return BinaryTable.Open(options);
        }
        var sources = new List<ITableSource>();
        if (options.Files.Count > 0)
        {
            foreach (string file in options.Files)
            {
                RequireText(file);
            }
            sources.Add(CsvSource.Open(options.Files, [.. options.Columns.Where(c => c.File is null)], options.Separator));
        }
        else if (options.Columns.FirstOrDefault(c => c.File is null && c.MustExist) is { } homeless)
        {
            throw new ArgumentException($"Column '{homeless.Source ?? homeless.Name}' is to be read from the table, and no table is given. Name its file.");
        }
        foreach (IGrouping<string, TableColumn> file in options.Columns.Where(c => c.File is not null).GroupBy(c => c.File!))
        {
            RequireFile(file.Key);
            sources.AddRange(Path.GetExtension(file.Key).ToLowerInvariant() switch
            {
                ".npy" => file.Select(column => NpySource.Open(file.Key, column)),
                ".txt" => file.Select(column => new LineSource(file.Key, column)),
                ".csv" or ".tsv" => [CsvSource.Open([file.Key], [.. file], options.Separator)],
                _ => throw UnknownFormat(file.Key),
            });
        }
        if (sources.Count == 0)
        {
            throw new ArgumentException("A table of no files was asked for. Name at least one.");
        }
        return new TableView(options, sources);
    }

    /// <summary>The column names in the first line of a text file, or in a file of ML.NET.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">What separates them; null for a tab in <c>.tsv</c> files and a comma in others.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">The file has no first line.</exception>
    public static IReadOnlyList<string> ReadHeader(string path, char? separator = null)
    {
        if (BinaryTable.IsBinary(path))
        {
            RequireFile(path);
            return BinaryTable.ReadNames(path);
        }
        RequireText(path);
        return CsvHeader.Read(path, separator).Names;
    }

    private static void RequireText(string path)
    {
        RequireFile(path);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".npy")
        {
            throw new ArgumentException($"'{path}' is one array, not a table with named columns. Say which column it is.");
        }
        if (!Text.Contains(extension))
        {
            throw UnknownFormat(path);
        }
    }

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            string what = Directory.Exists(path) ? "is a folder, not a file" : "does not exist";
            throw new FileNotFoundException($"'{Path.GetFullPath(path)}' {what}.", path);
        }
    }

    private static ArgumentException UnknownFormat(string path) => new(
        Path.GetExtension(path).Equals(".idv", StringComparison.OrdinalIgnoreCase)
            ? $"'{path}' is a whole table in the binary format of ML.NET (.idv); name it as the only table, without other files beside it."
            : $"'{path}' has an ending that is not known; tables are .csv, .tsv, .idv or .npy files, ids and labels may be .txt files.");
}
