using Microsoft.ML.Data;
using KeyOrdinality = Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality;

namespace Microsoft.ML.Transforms;

/// <summary>The values of a column and their keys: the key of a value is its position counted from one, zero if it is not there.</summary>
internal abstract class TermMap(PrimitiveDataViewType itemType, int count)
{
    public PrimitiveDataViewType ItemType => itemType;

    public int Count => count;

    /// <summary>A key type needs at least one key, also where there are no values.</summary>
    public KeyDataViewType OutputType { get; } = new(typeof(uint), Math.Max(1, count));

    /// <summary>Reads the distinct values of a column, at most so many.</summary>
    public static TermMap Train(IDataView data, DataViewSchema.Column column, KeyOrdinality order, int maximum)
        => (TermMap)GenericCalls.Invoke(typeof(TermMap), nameof(TrainTyped), [column.Type.GetItemType().RawType], data, column, order, maximum);

    public static TermMap Load(BinaryReader reader)
    {
        DataViewSchema.Column column = SchemaSerializer.Load(reader)[0];
        var keys = column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues);
        return (TermMap)GenericCalls.Invoke(typeof(TermMap), nameof(FromAnnotation), [column.Type.RawType], column, keys);
    }

    /// <summary>Saves the map as a schema of one column of the item type whose annotation holds the values.</summary>
    public void Save(BinaryWriter writer)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        AddKeyValues(annotations, asText: false);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Terms", PlainType, annotations.ToAnnotations());
        SchemaSerializer.Save(writer, schema.ToSchema());
    }

    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder annotations, bool asText);

    /// <summary>As <see cref="AddKeyValues"/> for a map of keys: the values that the keys stand for.</summary>
    public abstract void AddKeyValuesOfKeys(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source);

    public abstract Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column);

    protected DataViewType PlainType
        => itemType is KeyDataViewType ? ColumnTypeExtensions.PrimitiveTypeFromType(itemType.RawType) : itemType;

    private static TermMap<T> TrainTyped<T>(IDataView data, DataViewSchema.Column column, KeyOrdinality order, int maximum)
    {
        var isMissing = TermMap<T>.IsMissing(column.Type.GetItemType() is KeyDataViewType);
        var seen = new HashSet<T>(TermMap<T>.Comparer);
        var terms = new List<T>();
        bool Add(T value)
        {
            if (!isMissing(value) && !seen.Contains(value))
            {
                value = TermMap<T>.Keep(value);
                seen.Add(value);
                terms.Add(value);
            }
            return terms.Count < maximum;
        }

        using (var cursor = data.GetRowCursor([column]))
        {
            if (column.Type is VectorDataViewType)
            {
                var getter = cursor.GetGetter<VBuffer<T>>(column);
                VBuffer<T> values = default;
                bool more = true;
                while (more && cursor.MoveNext())
                {
                    getter(ref values);
                    foreach (var item in values.Items(all: true))
                    {
                        if (!(more = Add(item.Value)))
                            break;
                    }
                }
            }
            else
            {
                var getter = cursor.GetGetter<T>(column);
                T value = default;
                while (cursor.MoveNext())
                {
                    getter(ref value);
                    if (!Add(value))
                        break;
                }
            }
        }
        if (order == KeyOrdinality.ByValue)
            terms.Sort(TermMap<T>.Order);
        return new TermMap<T>((PrimitiveDataViewType)column.Type.GetItemType(), [.. terms]);
    }

    private static TermMap<T> FromAnnotation<T>(DataViewSchema.Column column, DataViewSchema.Column? keys)
    {
        VBuffer<T> values = default;
        if (keys is not null)
            column.Annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref values);
        return new TermMap<T>((PrimitiveDataViewType)column.Type, [.. values.DenseValues()]);
    }
}

internal sealed class TermMap<T> : TermMap
{
    private readonly T[] _terms;
    private readonly Dictionary<T, uint> _keys;
    private readonly Predicate<T> _isMissing;

    public TermMap(PrimitiveDataViewType itemType, T[] terms) : base(itemType, terms.Length)
    {
        _terms = terms;
        _keys = new Dictionary<T, uint>(terms.Length, Comparer);
        for (int i = 0; i < terms.Length; i++)
            _keys[terms[i]] = (uint)(i + 1);
        _isMissing = IsMissing(itemType is KeyDataViewType);
    }

    public static IEqualityComparer<T> Comparer { get; }
        = typeof(T) == typeof(ReadOnlyMemory<char>) ? (IEqualityComparer<T>)(object)TextComparer.Instance : EqualityComparer<T>.Default;

    public static IComparer<T> Order { get; }
        = typeof(T) == typeof(ReadOnlyMemory<char>) ? (IComparer<T>)(object)TextComparer.Instance : Comparer<T>.Default;

    /// <summary>What has no key: empty text, NaN, and the missing key.</summary>
    public static Predicate<T> IsMissing(bool isKey) => value => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => isKey && EqualityComparer<T>.Default.Equals(value, default),
    };

    /// <summary>The value in memory that no reader of rows writes to again.</summary>
    public static T Keep(T value) => value is ReadOnlyMemory<char> text ? (T)(object)text.ToString().AsMemory() : value;

    public override void AddKeyValues(DataViewSchema.Annotations.Builder annotations, bool asText)
    {
        if (_terms.Length == 0)
            return;
        if (asText && ItemType is not TextDataViewType)
        {
            annotations.AddNames(AnnotationUtils.Kinds.KeyValues, [.. _terms.Select(t => ValueText.ToText(t))]);
            return;
        }
        Add(annotations, (PrimitiveDataViewType)PlainType, _terms);
    }

    public override void AddKeyValuesOfKeys(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source)
    {
        var values = source.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues);
        if (_terms.Length > 0 && values?.Type is VectorDataViewType vector)
            GenericCalls.Invoke(this, nameof(AddPicked), [vector.ItemType.RawType], annotations, source, vector.ItemType);
        else
            AddKeyValues(annotations, asText: false);
    }

    public override Delegate MakeGetter(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var scalar = input.GetGetter<T>(column);
            T value = default;
            return (ValueGetter<uint>)((ref uint key) =>
            {
                scalar(ref value);
                key = KeyOf(value);
            });
        }
        var vector = input.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> keys) =>
        {
            vector(ref values);
            var editor = VBufferEditor.Create(ref keys, values.Length);
            foreach (var item in values.Items(all: true))
                editor.Values[item.Key] = KeyOf(item.Value);
            keys = editor.Commit();
        });
    }

    private uint KeyOf(T value) => _isMissing(value) ? 0 : _keys.GetValueOrDefault(value);

    private static void Add<TValue>(DataViewSchema.Annotations.Builder annotations, PrimitiveDataViewType type, TValue[] values)
        => annotations.Add(AnnotationUtils.Kinds.KeyValues, new VectorDataViewType(type, values.Length),
            (ref VBuffer<TValue> destination) => new VBuffer<TValue>(values.Length, values).CopyTo(ref destination));

    private void AddPicked<TValue>(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, PrimitiveDataViewType type)
    {
        VBuffer<TValue> all = default;
        source.Annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref all);
        Add(annotations, type, [.. _terms.Select(t => all.GetItemOrDefault(Convert.ToInt32(t, null) - 1))]);
    }
}

internal sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>, IComparer<ReadOnlyMemory<char>>
{
    public static TextComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<char> obj) => string.GetHashCode(obj.Span);

    public int Compare(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceCompareTo(y.Span);
}
