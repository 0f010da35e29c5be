using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>One column that is a NumPy array.</summary>
internal sealed class NpySource : ITableSource
{
    private readonly string path;
    private readonly NpyHeader header;
    private readonly NpyRows layout;
    private readonly Func<NpyRowReader, Delegate> createGetter;

    private NpySource(string path, NpyHeader header, NpyRows layout, BoundColumn column, Func<NpyRowReader, Delegate> createGetter)
    {
        this.path = path;
        this.header = header;
        this.layout = layout;
        this.createGetter = createGetter;
        Columns = [column];
    }

    public IReadOnlyList<BoundColumn> Columns { get; }

    public long? RowCount => layout.RowCount;

    public string Description => header.Shape.Count == 3
        ? $"'{path}', of shape {header.ShapeText} read as ({(layout.PassesFirst ? "passes, rows" : "rows, passes")}, classes) as PassesAxis says,"
        : $"'{path}'";

    /// <exception cref="InvalidDataException">The file is damaged, or its array does not fit the column.</exception>
    public static NpySource Open(string path, TableColumn column)
    {
        var header = NpyHeader.Read(path);
        if (header.IsFortranOrder && header.Shape.Count > 1)
        {
            throw new InvalidDataException($"'{path}' is stored with its first axis running fastest (fortran_order). Save numpy.ascontiguousarray(x).");
        }
        return column.Kind is TableColumnKind.Id or TableColumnKind.Label ? OpenNames(path, header, column) : OpenNumbers(path, header, column);
    }

    public ITableReader Open() => new Reader(this);

    private static NpySource OpenNumbers(string path, NpyHeader header, TableColumn column)
    {
        if (NpyElements.FindFloat(header.ElementType) is not var (size, read))
        {
            throw new InvalidDataException(
                $"'{path}' holds elements of type '{header.ElementType}'; column '{column.Name}' is read from '<f4', '<f8' or '<f2' (little-endian float32, float64 or float16). Save x.astype('<f4').");
        }
        if (column.PassesAxis is not (null or 0 or 1))
        {
            throw new ArgumentException($"PassesAxis of column '{column.Name}' is {column.PassesAxis}; it is 0 for (passes, rows, classes) or 1 for (rows, passes, classes).");
        }
        IReadOnlyList<long> shape = header.Shape;
        (string expected, bool fits) = column.Kind switch
        {
            TableColumnKind.Number => ("(rows,) or (rows, 1)", shape.Count == 1 || (shape.Count == 2 && shape[1] == 1)),
            TableColumnKind.Vector => ("(rows, width)", shape.Count == 2 && shape[1] > 0),
            _ => ("(passes, rows, classes) or (rows, passes, classes)", shape.Count == 3 && shape[2] > 0 && shape[column.PassesAxis ?? 0] > 0),
        };
        if (!fits)
        {
            throw new InvalidDataException($"'{path}' has the shape {header.ShapeText}; column '{column.Name}' needs {expected}.");
        }
        NpyRows layout = column.Kind == TableColumnKind.Passes
            ? NpyRows.OfPasses(path, header, size, column.PassesAxis)
            : NpyRows.OfMatrix(path, header, size);
        return column.Kind switch
        {
            TableColumnKind.Number => new NpySource(path, header, layout, new BoundColumn(column.Name, NumberDataViewType.Single), rows =>
                new ValueGetter<float>((ref float value) => read(rows.Read(), new Span<float>(ref value)))),
            TableColumnKind.Vector => OfVectors(new VectorDataViewType(NumberDataViewType.Single, checked((int)shape[1]))),
            _ => OfVectors(new VectorDataViewType(NumberDataViewType.Single, checked((int)shape[column.PassesAxis ?? 0]), checked((int)shape[2]))),
        };

        NpySource OfVectors(VectorDataViewType type) => new(path, header, layout, new BoundColumn(column.Name, type), rows =>
            new ValueGetter<VBuffer<float>>((ref VBuffer<float> value) =>
            {
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, type.Size);
                read(rows.Read(), editor.Values);
                value = editor.Commit();
            }));
    }

    private static NpySource OpenNames(string path, NpyHeader header, TableColumn column)
    {
        if (header.Shape.Count != 1 && !(header.Shape.Count == 2 && header.Shape[1] == 1))
        {
            throw new InvalidDataException($"'{path}' has the shape {header.ShapeText}; column '{column.Name}' needs (rows,) or (rows, 1).");
        }
        if (NpyElements.FindInteger(header.ElementType) is var (size, readNumber))
        {
            return new NpySource(path, header, NpyRows.OfMatrix(path, header, size), new BoundColumn(column.Name, NumberDataViewType.Int64), rows =>
            {
                byte[] element = new byte[size];
                return new ValueGetter<long>((ref long value) =>
                {
                    rows.Read().CopyTo(element);
                    value = readNumber(element);
                });
            });
        }
        if (NpyElements.FindText(header.ElementType) is var (length, readText))
        {
            return new NpySource(path, header, NpyRows.OfMatrix(path, header, length), new BoundColumn(column.Name, TextDataViewType.Instance), rows =>
            {
                byte[] element = new byte[length];
                return new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) =>
                {
                    rows.Read().CopyTo(element);
                    value = readText(element).AsMemory();
                });
            });
        }
        throw new InvalidDataException(
            $"'{path}' holds elements of type '{header.ElementType}'; column '{column.Name}' is read from little-endian whole numbers (such as '<i8') or text ('<U10').");
    }

    private sealed class Reader(NpySource source) : ITableReader
    {
        private readonly NpyRowReader rows = new(source.path, source.layout);

        public double Fraction => rows.Fraction;

        public bool MoveNext() => rows.MoveNext();

        public Delegate CreateGetter(int column) => source.createGetter(rows);

        public void Dispose() => rows.Dispose();
    }
}
