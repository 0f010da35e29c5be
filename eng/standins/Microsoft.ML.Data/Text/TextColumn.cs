using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>A column of a text file: where its fields are and how they are read.</summary>
internal sealed class TextColumn
{
    private readonly string _name;
    private readonly int[] _fields;
    private readonly TextLoader.Options _options;

    public TextColumn(TextLoader.Column column, int width, TextLoader.Options options)
    {
        Contracts.CheckParam(!string.IsNullOrWhiteSpace(column.Name), nameof(column.Name));
        Contracts.CheckParam(column.Source is { Length: > 0 }, nameof(column.Source), "Must specify some source column indices");
        _name = column.Name.Trim();
        _options = options;
        _fields = [.. column.Source.SelectMany(range => FieldsOf(range, width))];
        Contracts.CheckParam(_fields.Distinct().Count() == _fields.Length, nameof(column.Source), $"Intervals specified for column '{_name}' overlap");
        PrimitiveDataViewType item = ColumnTypeExtensions.PrimitiveTypeFromKind(column.DataKind);
        if (column.KeyCount is { } keys)
            item = keys.Count is ulong count ? new KeyDataViewType(item.RawType, count) : new KeyDataViewType(item.RawType, MaxKey(item.RawType));
        Type = _fields.Length > 1 || column.Source[0].ForceVector ? new VectorDataViewType(item, _fields.Length) : item;
    }

    public DataViewType Type { get; }

    public static DataViewSchema SchemaOf(TextColumn[] columns, string[] header)
    {
        var schema = new DataViewSchema.Builder();
        foreach (TextColumn column in columns)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            if (column.Type is VectorDataViewType && header is not null && column._fields.Any(f => f < header.Length && header[f].Length > 0))
                annotations.AddNames(AnnotationUtils.Kinds.SlotNames, [.. column._fields.Select(f => f < header.Length ? header[f].Trim() : "")]);
            schema.AddColumn(column._name, column.Type, annotations.ToAnnotations());
        }
        return schema.ToSchema();
    }

    /// <summary>The getter of this column in the row whose fields the list holds.</summary>
    public Delegate MakeGetter(List<ReadOnlyMemory<char>> row)
    {
        Type raw = Type.GetItemType().RawType;
        if (Type.GetItemType() is KeyDataViewType key)
        {
            ulong Key(ReadOnlyMemory<char> text) => ulong.TryParse(text.Span, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out ulong v) && v < key.Count ? v + 1 : 0;
            return raw == typeof(uint) ? Make(row, text => (uint)Key(text))
                : raw == typeof(ulong) ? Make(row, Key)
                : raw == typeof(ushort) ? Make(row, text => (ushort)Key(text))
                : Make(row, text => (byte)Key(text));
        }
        if (raw == typeof(ReadOnlyMemory<char>))
            return Make(row, text => text);
        if (raw == typeof(bool))
            return Make(row, Bool);
        if (raw == typeof(float))
            return Make(row, text => (float)Real(text));
        if (raw == typeof(double))
            return Make(row, Real);
        return raw == typeof(sbyte) ? Parsed<sbyte>(row) : raw == typeof(byte) ? Parsed<byte>(row)
            : raw == typeof(short) ? Parsed<short>(row) : raw == typeof(ushort) ? Parsed<ushort>(row)
            : raw == typeof(int) ? Parsed<int>(row) : raw == typeof(uint) ? Parsed<uint>(row)
            : raw == typeof(long) ? Parsed<long>(row) : raw == typeof(ulong) ? Parsed<ulong>(row)
            : raw == typeof(DateTime) ? Parsed<DateTime>(row) : raw == typeof(DateTimeOffset) ? Parsed<DateTimeOffset>(row)
            : Parsed<TimeSpan>(row);
    }

    private static IEnumerable<int> FieldsOf(TextLoader.Range range, int width)
    {
        if (range.AllOther || range.VariableEnd)
            throw new NotSupportedException("Ranges of all other or of a variable number of fields are not supported here.");
        Contracts.CheckParam(range.Min >= 0, nameof(range.Min));
        if (range.Max is null && range.AutoEnd)
        {
            Contracts.CheckParam(width > 0, nameof(TextLoader.Column.Source), "Can't determine the number of source columns without valid data");
            Contracts.CheckParam(range.Min < width, nameof(range.Min), $"Column #{range.Min} not found in the dataset (it only has {width} columns)");
        }
        int last = range.Max ?? (range.AutoEnd ? width - 1 : range.Min);
        Contracts.CheckParam(last >= range.Min, nameof(range.Max));
        return Enumerable.Range(range.Min, last - range.Min + 1);
    }

    private static ulong MaxKey(Type type)
        => type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;

    private Delegate Make<T>(List<ReadOnlyMemory<char>> row, Func<ReadOnlyMemory<char>, T> parse)
    {
        int[] fields = _fields;
        ReadOnlyMemory<char> Field(int i) => fields[i] < row.Count ? row[fields[i]] : default;
        if (Type is not VectorDataViewType)
            return (ValueGetter<T>)((ref T value) => value = parse(Field(0)));
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, fields.Length);
            for (int i = 0; i < fields.Length; i++)
                editor.Values[i] = parse(Field(i));
            value = editor.Commit();
        });
    }

    private Delegate Parsed<T>(List<ReadOnlyMemory<char>> row) where T : ISpanParsable<T>
        => Make(row, text => T.TryParse(text.Span, CultureInfo.InvariantCulture, out T value) ? value : default);

    private double Real(ReadOnlyMemory<char> text)
    {
        ReadOnlySpan<char> span = text.Span.Trim();
        if (span.IsEmpty)
            return _options.MissingRealsAsNaNs ? double.NaN : 0;
        NumberFormatInfo format = _options.DecimalMarker == ',' ? s_decimalComma : NumberFormatInfo.InvariantInfo;
        return double.TryParse(span, NumberStyles.Float, format, out double value) ? value : double.NaN;
    }

    private static readonly NumberFormatInfo s_decimalComma = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private static bool Bool(ReadOnlyMemory<char> text)
        => text.Span.Trim() is { IsEmpty: false } span
            && (span is "1" or "+" or "+1" || Is(span, "t") || Is(span, "true") || Is(span, "y") || Is(span, "yes"));

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
