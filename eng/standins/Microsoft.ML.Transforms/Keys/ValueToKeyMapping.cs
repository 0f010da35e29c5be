using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms;

public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHost _host;
    private readonly ColumnOptions[] _columns;
    private readonly IDataView _keyData;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, ColumnOptions[] columns, IDataView keyData = null)
    {
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        Contracts.CheckNonEmpty(columns, nameof(columns));
        Contracts.CheckParam(keyData is null || keyData.Schema.Count == 1, nameof(keyData),
            $"If specified, this data view should contain only a single column containing the terms to map, but this had {keyData?.Schema.Count} columns.");
        _columns = columns;
        _keyData = keyData;
    }

    public enum KeyOrdinality : byte
    {
        ByOccurrence = 0,
        ByValue = 1,
    }

    public ValueToKeyMappingTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new ValueToKeyMappingTransformer(_host, _columns, Train(input));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(options =>
        {
            var source = inputSchema.Find(options.Input);
            if (!source.ItemType.IsStandardScalar())
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", options.Input);
            var values = source.IsKey ? source.FindAnnotation(AnnotationUtils.Kinds.KeyValues) : null;
            if (values is not { Kind: VectorKind.Vector })
                values = new(AnnotationUtils.Kinds.KeyValues, VectorKind.Vector, options.KeyValuesAsText ? TextDataViewType.Instance : source.ItemType, source.IsKey);
            SchemaShape.Column[] annotations = source.FindAnnotation(AnnotationUtils.Kinds.SlotNames) is { } slotNames ? [slotNames, values.Value] : [values.Value];
            return new SchemaShape.Column(options.Output, source.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
        }));
    }

    private TermMap[] Train(IDataView input)
    {
        var maps = new TermMap[_columns.Length];
        TermMap given = null;
        for (int i = 0; i < maps.Length; i++)
        {
            var options = _columns[i];
            var column = input.Schema.GetColumnOrNull(options.Input) ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", options.Input);
            ValueToKeyMappingTransformer.CheckType(column);
            if (_keyData is null)
            {
                Contracts.CheckParam(options.MaximumKeys > 0, "maximumNumberOfKeys", "Must be positive");
                maps[i] = TermMap.Train(input, column, options.Order, options.MaximumKeys);
                continue;
            }
            var keyColumn = _keyData.Schema[0];
            Contracts.CheckParam(keyColumn.Type.Equals(column.Type.GetItemType()), "keyData",
                $"Input data's column must be of type '{column.Type.GetItemType()}' but was '{keyColumn.Type}'");
            maps[i] = given ??= TermMap.Train(_keyData, keyColumn, options.Order, int.MaxValue);
        }
        return maps;
    }

    internal sealed record ColumnOptions(string Output, string Input, int MaximumKeys, KeyOrdinality Order, bool KeyValuesAsText);
}

public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase, IModelLoader
{
    private readonly TermMap[] _maps;
    private readonly bool[] _keyValuesAsText;

    internal ValueToKeyMappingTransformer(IHostEnvironment env, ValueToKeyMappingEstimator.ColumnOptions[] columns, TermMap[] maps)
        : base(env.Register(nameof(ValueToKeyMappingTransformer)), [.. columns.Select(c => (c.Output, c.Input))])
    {
        _maps = maps;
        _keyValuesAsText = [.. columns.Select(c => c.KeyValuesAsText)];
    }

    private ValueToKeyMappingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
        _maps = new TermMap[ColumnPairs.Length];
        _keyValuesAsText = new bool[_maps.Length];
        for (int i = 0; i < _maps.Length; i++)
        {
            _keyValuesAsText[i] = ctx.Reader.ReadBoolean();
            _maps[i] = TermMap.Load(ctx.Reader);
        }
    }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new ValueToKeyMappingTransformer(env.Register(nameof(ValueToKeyMappingTransformer)), ctx);

    internal static void CheckType(DataViewSchema.Column column)
    {
        DataViewType item = column.Type.GetItemType();
        if (item is not KeyDataViewType && !item.IsStandardScalar())
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, "standard type or a vector of standard type", column.Type.ToString());
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<ValueToKeyMappingTransformer>();
        SaveColumns(ctx);
        for (int i = 0; i < _maps.Length; i++)
        {
            ctx.Writer.Write(_keyValuesAsText[i]);
            _maps[i].Save(ctx.Writer);
        }
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        CheckType(inputSchema[srcCol]);
        DataViewType item = inputSchema[srcCol].Type.GetItemType();
        // A loaded map of keys knows only the keys' raw type.
        if (item.RawType != _maps[col].ItemType.RawType)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", ColumnPairs[col].inputColumnName, _maps[col].ItemType.ToString(), item.ToString());
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(ValueToKeyMappingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [.. parent.ColumnPairs.Select((pair, i) => MakeColumn(pair.outputColumnName, InputSchema[SourceIndices[i]], i))];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            return parent._maps[iinfo].MakeGetter(input, input.Schema[SourceIndices[iinfo]]);
        }

        private DataViewSchema.DetachedColumn MakeColumn(string name, DataViewSchema.Column source, int i)
        {
            TermMap map = parent._maps[i];
            var annotations = new DataViewSchema.Annotations.Builder();
            if (source.Type.GetItemType() is KeyDataViewType)
                map.AddKeyValuesOfKeys(annotations, source);
            else
                map.AddKeyValues(annotations, parent._keyValuesAsText[i]);
            annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
            DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(map.OutputType, vector.Dimensions) : map.OutputType;
            return new(name, type, annotations.ToAnnotations());
        }
    }
}
