using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Signals;

/// <summary>Reads the signals of rows into matrices and checks every value: the one place where the rules for bad numbers live.</summary>
internal sealed class SignalReader
{
    // selection.md's rule for probabilities: rows may miss 1 by this much and are not renormalised.
    private const double SumTolerance = 1e-4;

    private readonly DataViewRow row;
    private readonly RowIdReader ids;
    private readonly List<Action<int>> readers = [];
    private readonly Dictionary<string, SignalValues> columns = [];
    private int capacity;

    private SignalReader(DataViewRow row, RowIdReader ids, int capacity)
    {
        this.row = row;
        this.ids = ids;
        this.capacity = capacity;
    }

    /// <summary>Finds the columns of a strategy and refuses those of the wrong type.</summary>
    public static IReadOnlyList<DataViewSchema.Column> FindColumns(DataViewSchema schema, SelectionStrategy strategy) =>
        [.. strategy.Signals.Select(signal =>
        {
            DataViewSchema.Column column = ColumnLookup.Find(schema, signal.Name, $"signal (strategy '{strategy.Name}')", signal.Remedy);
            string expected = signal.Kind switch
            {
                SignalKind.Number => "Single",
                SignalKind.PassProbabilities => "a vector of Single with the two dimensions (passes, classes)",
                SignalKind.Image => "a vector of Single with the three dimensions (channels, rows, columns)",
                _ => "a vector of Single of known size",
            };
            bool fits = signal.Kind == SignalKind.Number
                ? column.Type.RawType == typeof(float)
                : column.Type is VectorDataViewType { Size: > 0 } vector && vector.ItemType.RawType == typeof(float)
                    && signal.Kind switch
                    {
                        SignalKind.PassProbabilities => vector.Dimensions.Length == 2,
                        SignalKind.Image => vector.Dimensions.Length == 3,
                        _ => true,
                    };
            return fits
                ? column
                : throw new ArgumentException($"Column '{column.Name}' is {column.Type}; strategy '{strategy.Name}' needs {expected}. {signal.Remedy}");
        })];

    /// <summary>Binds the reader to a cursor.</summary>
    /// <param name="row">The cursor.</param>
    /// <param name="strategy">Whose signals are read.</param>
    /// <param name="ids">Names a row in an error.</param>
    /// <param name="capacity">Rows that the table can hold.</param>
    public static SignalReader Create(DataViewRow row, SelectionStrategy strategy, RowIdReader ids, int capacity)
    {
        var reader = new SignalReader(row, ids, capacity);
        var columns = FindColumns(row.Schema, strategy);
        for (int i = 0; i < columns.Count; i++)
        {
            reader.Bind(columns[i], strategy.Signals[i]);
        }
        reader.Table = new SignalTable(reader.columns);
        return reader;
    }

    /// <summary>The rows read since the last <see cref="Restart"/>.</summary>
    public SignalTable Table { get; private set; } = new([]);

    public bool IsFull => Table.RowCount == capacity;

    /// <summary>Reads the cursor's row into the next line of the table.</summary>
    public void ReadRow()
    {
        foreach (var read in readers)
        {
            read(Table.RowCount);
        }
        Table.RowCount++;
    }

    /// <summary>Doubles the rows that the table can hold, keeping those read.</summary>
    public void Grow()
    {
        capacity = checked(capacity * 2);
        foreach (string name in columns.Keys.ToArray())
        {
            (float[] values, int width, IReadOnlyList<int> dimensions) = columns[name];
            long length = (long)capacity * width;
            if (length > Array.MaxLength)
            {
                throw new InvalidOperationException(
                    $"Column '{name}' has {width} values a row; {capacity} rows of it are more than one array can hold. Draw a candidate subset first.");
            }
            Array.Resize(ref values, (int)length);
            columns[name] = new SignalValues(values, width, dimensions);
        }
    }

    /// <summary>Empties the table; the next row has the given position.</summary>
    public void Restart(long firstPosition)
    {
        Table.RowCount = 0;
        Table.FirstPosition = firstPosition;
    }

    private void Bind(DataViewSchema.Column column, SignalColumn signal)
    {
        if (signal.Kind == SignalKind.Number)
        {
            var getNumber = row.GetGetter<float>(column);
            columns[signal.Name] = new SignalValues(new float[capacity], 1, []);
            readers.Add(line =>
            {
                float[] numbers = columns[signal.Name].Values;
                getNumber(ref numbers[line]);
                CheckFinite(numbers.AsSpan(line, 1), signal);
            });
            return;
        }
        var type = (VectorDataViewType)column.Type;
        int width = type.Size;
        IReadOnlyList<int> dimensions = signal.Kind is SignalKind.PassProbabilities or SignalKind.Image ? type.Dimensions : [width];
        int passCount = signal.Kind == SignalKind.PassProbabilities ? dimensions[0] : 1;
        var getVector = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        columns[signal.Name] = new SignalValues(new float[checked(capacity * width)], width, dimensions);
        readers.Add(line =>
        {
            float[] values = columns[signal.Name].Values;
            getVector(ref buffer);
            Span<float> target = values.AsSpan(line * width, width);
            if (buffer.IsDense)
            {
                buffer.GetValues().CopyTo(target);
            }
            else
            {
                buffer.CopyTo(values, line * width);
            }
            CheckFinite(target, signal);
            if (signal.Kind is SignalKind.Probabilities or SignalKind.PassProbabilities)
            {
                int classCount = width / passCount;
                for (int pass = 0; pass < passCount; pass++)
                {
                    CheckProbabilities(target.Slice(pass * classCount, classCount), signal);
                }
            }
        });
    }

    private void CheckFinite(ReadOnlySpan<float> values, SignalColumn signal)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException(
                    $"Column '{signal.Name}' holds {value} in the row with id '{ids.Read()}' (position {row.Position}); all values must be finite. "
                    + "Look for a diverged model or a damaged input in that row.");
            }
        }
    }

    private void CheckProbabilities(ReadOnlySpan<float> values, SignalColumn signal)
    {
        double sum = 0;
        bool inRange = true;
        foreach (float p in values)
        {
            sum += p;
            inRange &= p >= 0;
        }
        if (!inRange || Math.Abs(sum - 1) > SumTolerance)
        {
            throw new ArgumentException(
                $"Column '{signal.Name}' of the row with id '{ids.Read()}' (position {row.Position}) {(inRange ? $"sums to {sum:G6}" : "has a negative value")}; "
                + $"probabilities lie in [0, 1] and sum to 1 within {SumTolerance}. If these are logits, apply softmax first.");
        }
    }
}
