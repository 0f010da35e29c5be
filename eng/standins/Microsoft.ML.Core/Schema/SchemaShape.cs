using System.Collections;
using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape s_empty = new([]);

    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        _columns = [.. columns];
        Contracts.CheckParam(_columns.All(c => c.IsValid), nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _columns.GetEnumerator();

    internal static SchemaShape Create(DataViewSchema schema)
    {
        Contracts.CheckValue(schema, nameof(schema));
        return new SchemaShape(schema.Where(c => !c.IsHidden).Select(c => new Column(c.Name, c.Type,
            new SchemaShape(c.Annotations.Schema.Select(a => new Column(a.Name, a.Type))))));
    }

    internal bool TryFindColumn(string name, out Column column)
    {
        Contracts.CheckValue(name, nameof(name));
        column = _columns.FirstOrDefault(c => c.Name == name);
        return column.IsValid;
    }

    /// <summary>These columns, with those of the same names replaced and the others added.</summary>
    internal SchemaShape With(params IEnumerable<Column> changes)
    {
        var columns = new Dictionary<string, Column>();
        foreach (Column column in _columns.Concat(changes))
            columns[column.Name] = column;
        return new SchemaShape(columns.Values);
    }

    public struct Column
    {
        public readonly string Name;

        public readonly VectorKind Kind;

        public readonly DataViewType ItemType;

        public readonly bool IsKey;

        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape annotations = null)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            Contracts.CheckParam(itemType is not KeyDataViewType, nameof(itemType), "Item type cannot be a key");
            Contracts.CheckParam(itemType is not VectorDataViewType, nameof(itemType), "Item type cannot be a vector");
            Contracts.CheckParam(!isKey || KeyDataViewType.IsValidDataType(itemType.RawType), nameof(itemType), "The item type must be valid for a key");
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? s_empty;
        }

        internal Column(string name, DataViewType type, SchemaShape annotations = null)
            : this(name, KindOf(type), PlainItemOf(type), type.GetItemType() is KeyDataViewType, annotations)
        {
        }

        internal bool IsValid => Name is not null;

        internal bool IsCompatibleWith(Column source)
        {
            Contracts.Check(source.IsValid, nameof(source));
            return Name == source.Name && Kind == source.Kind && IsKey == source.IsKey && ItemType.Equals(source.ItemType)
                && Annotations.All(wanted => source.Annotations.TryFindColumn(wanted.Name, out Column found) && wanted.IsCompatibleWith(found));
        }

        internal string GetTypeString()
        {
            string item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString();
            return Kind switch
            {
                VectorKind.Vector => $"Vector<{item}>",
                VectorKind.VariableVector => $"VarVector<{item}>",
                _ => item,
            };
        }

        private static VectorKind KindOf(DataViewType type)
            => type is not VectorDataViewType vector ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;

        private static DataViewType PlainItemOf(DataViewType type)
        {
            DataViewType item = type.GetItemType();
            return item is KeyDataViewType ? ColumnTypeExtensions.PrimitiveTypeFromType(item.RawType) : item;
        }

        public enum VectorKind
        {
            Scalar = 0,
            Vector = 1,
            VariableVector = 2,
        }
    }
}
