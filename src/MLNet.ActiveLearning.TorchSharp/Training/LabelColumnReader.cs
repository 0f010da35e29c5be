using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads the labels of training rows and finds out what the classes are.</summary>
internal sealed class LabelColumnReader
{
    private readonly Func<int> read;
    private readonly DataViewRow row;
    private readonly DataViewSchema.Column column;
    private readonly IReadOnlyList<string> givenNames;
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal); // class name to the code that Read returns

    public LabelColumnReader(DataViewRow row, DataViewSchema.Column column, IReadOnlyList<string> classNames)
    {
        ThrowIfUnfit(column);
        this.row = row;
        this.column = column;
        givenNames = classNames;
        foreach (string name in classNames)
        {
            codes.Add(name, codes.Count);
        }

        read = column.Type switch
        {
            TextDataViewType => ReadText(),
            KeyDataViewType { RawType: var raw } when raw == typeof(uint) => ReadKey(row.GetGetter<uint>(column), k => k),
            KeyDataViewType { RawType: var raw } when raw == typeof(byte) => ReadKey(row.GetGetter<byte>(column), k => k),
            KeyDataViewType { RawType: var raw } when raw == typeof(ushort) => ReadKey(row.GetGetter<ushort>(column), k => k),
            _ => ReadKey(row.GetGetter<ulong>(column), k => k),
        };
    }

    /// <exception cref="ArgumentException">The column cannot hold labels.</exception>
    public static void ThrowIfUnfit(DataViewSchema.Column column)
    {
        if (column.Type is not (TextDataViewType or KeyDataViewType))
        {
            throw new ArgumentException(
                $"Label column '{column.Name}' is {column.Type}; it must be a key or text. Add ml.Transforms.Conversion.MapValueToKey before the trainer.");
        }
    }

    /// <summary>Reads the current row's label.</summary>
    /// <returns>A code that <see cref="GetClasses"/> turns into a class index.</returns>
    public int Read() => read();

    /// <summary>The classes, once all rows are read.</summary>
    /// <param name="labels">Codes from <see cref="Read"/>; changed into class indices.</param>
    /// <exception cref="InvalidOperationException">There are fewer than two classes.</exception>
    public string[] GetClasses(Span<int> labels)
    {
        // Text labels without given names are numbered as they come; the classes are in ordinal order, whatever the order of rows.
        string[] names = [.. codes.OrderBy(c => c.Value).Select(c => c.Key)];
        if (givenNames.Count == 0 && column.Type is TextDataViewType)
        {
            string[] sorted = [.. names.Order(StringComparer.Ordinal)];
            int[] indices = [.. names.Select(n => Array.BinarySearch(sorted, n, StringComparer.Ordinal))];
            foreach (ref int label in labels)
            {
                label = indices[label];
            }

            names = sorted;
        }

        return names.Length >= 2 ? names : throw new InvalidOperationException(
            $"Label column '{column.Name}' has {names.Length} classes; a classifier needs at least 2. Label rows of another class, or name all classes in ImageClassificationOptions.ClassNames.");
    }

    private Func<int> ReadText()
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            getter(ref text);
            string name = text.ToString();
            if (name.Length == 0)
            {
                throw NoLabel();
            }

            if (codes.TryGetValue(name, out int code))
            {
                return code;
            }

            if (givenNames.Count > 0)
            {
                throw UnknownLabel(name);
            }

            codes.Add(name, codes.Count);
            return codes.Count - 1;
        };
    }

    private Func<int> ReadKey<T>(ValueGetter<T> getter, Func<T, ulong> convert)
    {
        string[] names = ReadKeyNames();
        if (givenNames.Count == 0)
        {
            foreach (string name in names)
            {
                codes.Add(name, codes.Count);
            }
        }

        // Key k stands for the name names[k - 1]; with given class names, whose order counts, it is looked up by that name.
        int[] codeOfKey = [.. names.Select(n => codes.GetValueOrDefault(n, -1))];
        T key = default!;
        return () =>
        {
            getter(ref key);
            ulong value = convert(key);
            if (value == 0 || value > (ulong)codeOfKey.Length)
            {
                throw NoLabel();
            }

            int code = codeOfKey[value - 1];
            return code >= 0 ? code : throw UnknownLabel(names[value - 1]);
        };
    }

    private string[] ReadKeyNames()
    {
        ulong count = ((KeyDataViewType)column.Type).Count;
        if (count is < 2 or > 1_000_000)
        {
            throw new ArgumentException(
                $"Label column '{column.Name}' is a key of {count} values; a classifier needs from 2 to 1000000 classes.");
        }

        DataViewSchema.Column? annotation = column.Annotations.Schema.GetColumnOrNull("KeyValues");
        if (annotation?.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> values = default;
            column.Annotations.GetValue("KeyValues", ref values);
            return [.. values.DenseValues().Select(v => v.ToString())];
        }

        return [.. Enumerable.Range(1, (int)count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    private InvalidOperationException NoLabel() => new(
        $"Row {row.Position} of label column '{column.Name}' has no label. Train on labelled rows only.");

    private InvalidOperationException UnknownLabel(string name) => new(
        $"Row {row.Position} of label column '{column.Name}' has the label '{name}', which ImageClassificationOptions.ClassNames does not hold. "
        + $"It holds: {string.Join(", ", givenNames)}.");
}
