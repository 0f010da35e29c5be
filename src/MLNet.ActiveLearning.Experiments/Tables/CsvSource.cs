using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Columns of text files with the same header, one file after the other.</summary>
internal sealed class CsvSource : ITableSource
{
    private readonly IReadOnlyList<string> paths;
    private readonly char? separator;
    private readonly CsvHeader header;
    private readonly List<CsvFields> fields = [];
    private readonly List<BoundColumn> columns = [];

    private CsvSource(IReadOnlyList<string> paths, CsvHeader header, char? separator)
    {
        this.paths = paths;
        this.header = header;
        this.separator = separator;
    }

    public IReadOnlyList<BoundColumn> Columns => columns;

    public long? RowCount => null;

    public string Description => paths.Count == 1 ? $"'{paths[0]}'" : $"'{paths[0]}' with the {paths.Count - 1} files after it";

    public static CsvSource Open(IReadOnlyList<string> paths, IReadOnlyList<TableColumn> wanted, char? separator)
    {
        var source = new CsvSource(paths, CsvHeader.Read(paths[0], separator), separator);
        foreach (TableColumn column in wanted)
        {
            if (source.header.Find(column) is { } found)
            {
                source.fields.Add(found);
                source.columns.Add(new BoundColumn(column.Name, TypeOf(column.Kind, found), found.SlotNames));
            }
        }
        return source;
    }

    public ITableReader Open() => new Reader(this);

    private static DataViewType TypeOf(TableColumnKind kind, CsvFields found) => kind switch
    {
        TableColumnKind.Number => NumberDataViewType.Single,
        TableColumnKind.Vector or TableColumnKind.Passes => new VectorDataViewType(NumberDataViewType.Single, found.Dimensions),
        _ => TextDataViewType.Instance,
    };

    private sealed class Reader(CsvSource source) : ITableReader
    {
        private CsvReader? records;
        private int nextFile;

        public double Fraction => records is null ? 0 : (nextFile - 1 + records.Fraction) / source.paths.Count;

        public bool MoveNext()
        {
            while (true)
            {
                if (records?.MoveNext() == true)
                {
                    CheckLength(records);
                    return true;
                }
                if (nextFile == source.paths.Count)
                {
                    return false;
                }
                records?.Dispose();
                records = OpenFile(source.paths[nextFile++]);
            }
        }

        public Delegate CreateGetter(int column)
        {
            int[] fields = source.fields[column].Fields;
            return source.columns[column].Type switch
            {
                TextDataViewType => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = records![fields[0]].ToString().AsMemory()),
                NumberDataViewType => new ValueGetter<float>((ref float value) => value = ParseNumber(fields[0])),
                _ => new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) =>
                {
                    VBufferEditor<float> editor = VBufferEditor.Create(ref value, fields.Length);
                    for (int i = 0; i < fields.Length; i++)
                    {
                        editor.Values[i] = ParseNumber(fields[i]);
                    }
                    value = editor.Commit();
                }),
            };
        }

        public void Dispose() => records?.Dispose();

        private CsvReader OpenFile(string path)
        {
            var reader = new CsvReader(path, source.separator);
            IReadOnlyList<string> names = reader.MoveNext() ? CsvHeader.ReadNames(reader) : [];
            if (!names.SequenceEqual(source.header.Names))
            {
                reader.Dispose();
                throw new InvalidDataException(
                    $"The first line of '{path}' is not that of '{source.header.Path}'; the files of one table have the same columns. "
                    + $"It has {names.Count} columns, the other has {source.header.Names.Count}.");
            }
            return reader;
        }

        private void CheckLength(CsvReader record)
        {
            IReadOnlyList<string> names = source.header.Names;
            if (record.FieldCount < names.Count)
            {
                throw record.Fault($"column {record.FieldCount + 1} ({names[record.FieldCount]}) is missing: the line has {record.FieldCount} fields, and the header names {names.Count}.");
            }
            if (record.FieldCount > names.Count)
            {
                throw record.Fault($"column {names.Count + 1} has no name: the line has {record.FieldCount} fields, and the header names {names.Count}. Quote fields that hold separators.");
            }
        }

        private float ParseNumber(int field)
        {
            ReadOnlySpan<char> text = records![field];
            if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value))
            {
                string shown = text.Length > 40 ? $"{text[..40]}..." : text.ToString();
                throw records.Fault($"column {field + 1} ({source.header.Names[field]}): {(text.IsWhiteSpace() ? "the field is empty" : $"'{shown}' is not a number")}; write numbers as 0.25 or 1e-5.");
            }
            return value;
        }
    }
}
