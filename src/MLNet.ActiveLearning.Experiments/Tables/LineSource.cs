using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Ids or labels, one on each line of a text file.</summary>
internal sealed class LineSource : ITableSource
{
    private readonly string path;

    public LineSource(string path, TableColumn column)
    {
        if (column.Kind is not (TableColumnKind.Id or TableColumnKind.Label))
        {
            throw new ArgumentException($"'{path}' gives column '{column.Name}', which holds numbers; .txt files hold ids or labels. Give a .npy or .csv file.");
        }
        this.path = path;
        Columns = [new BoundColumn(column.Name, TextDataViewType.Instance)];
    }

    public IReadOnlyList<BoundColumn> Columns { get; }

    public long? RowCount => null;

    public string Description => $"'{path}'";

    public ITableReader Open() => new Reader(path);

    private sealed class Reader(string path) : ITableReader
    {
        private readonly StreamReader lines = new(path, TextEncoding.Strict);
        private string line = "";
        private long number;

        public double Fraction => TextEncoding.FractionOf(lines.BaseStream);

        public bool MoveNext()
        {
            string? next = TextEncoding.Guard(path, lines.ReadLine);
            number++;
            if (next is { Length: 0 })
            {
                throw new InvalidDataException($"'{path}', line {number} is empty; there is one id or label on each line.");
            }
            line = next ?? "";
            return next is not null;
        }

        public Delegate CreateGetter(int column) => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = line.AsMemory());

        public void Dispose() => lines.Dispose();
    }
}
