using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(IHostEnvironment env, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingEstimator)), new KeyToValueMappingTransformer(env, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var source = inputSchema.Find(pair.inputColumnName);
            if (!source.IsKey)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.inputColumnName, "Key", source.GetTypeString());
            var values = source.FindAnnotation(AnnotationUtils.Kinds.KeyValues)
                ?? throw Contracts.ExceptParam(nameof(inputSchema), $"Input column '{pair.inputColumnName}' doesn't contain key values metadata");
            SchemaShape annotations = source.FindAnnotation(AnnotationUtils.Kinds.SlotNames) is { } slotNames ? new SchemaShape([slotNames]) : null;
            return new SchemaShape.Column(pair.outputColumnName, source.Kind, values.ItemType, values.IsKey, annotations);
        }));
    }
}

public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase, IModelLoader
{
    internal KeyToValueMappingTransformer(IHostEnvironment env, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToValueMappingTransformer)), columns)
    {
    }

    private KeyToValueMappingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
    }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new KeyToValueMappingTransformer(env.Register(nameof(KeyToValueMappingTransformer)), ctx);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<KeyToValueMappingTransformer>();
        SaveColumns(ctx);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        var column = inputSchema[srcCol];
        if (column.Type.GetItemType() is not KeyDataViewType key)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", column.Name, "Key", column.Type.ToString());
        DataViewType values = column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type;
        Contracts.Check(values is VectorDataViewType, "Metadata KeyValues does not exist");
        Contracts.Check((ulong)values.GetVectorSize() == key.Count, "KeyValues metadata size does not match column type key count");
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(KeyToValueMappingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [.. parent.ColumnPairs.Select((pair, i) =>
            {
                var source = InputSchema[SourceIndices[i]];
                var annotations = new DataViewSchema.Annotations.Builder();
                annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
                PrimitiveDataViewType item = ItemTypeOf(source);
                DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(item, vector.Dimensions) : item;
                return new DataViewSchema.DetachedColumn(pair.outputColumnName, type, annotations.ToAnnotations());
            })];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var source = InputSchema[SourceIndices[iinfo]];
            return (Delegate)GenericCalls.Invoke(this, nameof(MakeTypedGetter), [source.Type.GetItemType().RawType, ItemTypeOf(source).RawType], input, source);
        }

        private static PrimitiveDataViewType ItemTypeOf(DataViewSchema.Column source)
            => (PrimitiveDataViewType)source.Annotations.Schema[AnnotationUtils.Kinds.KeyValues].Type.GetItemType();

        private static Delegate MakeTypedGetter<TKey, TValue>(DataViewRow input, DataViewSchema.Column source)
        {
            VBuffer<TValue> annotation = default;
            source.Annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref annotation);
            TValue[] values = [.. annotation.DenseValues()];
            TValue missing = MissingValue<TValue>();
            TValue ValueOf(TKey key)
            {
                ulong index = Convert.ToUInt64(key, null);
                return index > 0 && index <= (ulong)values.Length ? values[index - 1] : missing;
            }

            var column = input.Schema[source.Index];
            if (source.Type is not VectorDataViewType)
            {
                var scalar = input.GetGetter<TKey>(column);
                TKey key = default;
                return (ValueGetter<TValue>)((ref TValue value) =>
                {
                    scalar(ref key);
                    value = ValueOf(key);
                });
            }
            var vector = input.GetGetter<VBuffer<TKey>>(column);
            VBuffer<TKey> keys = default;
            return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> destination) =>
            {
                vector(ref keys);
                var editor = VBufferEditor.Create(ref destination, keys.Length);
                foreach (var item in keys.Items(all: true))
                    editor.Values[item.Key] = ValueOf(item.Value);
                destination = editor.Commit();
            });
        }

        private static T MissingValue<T>()
            => typeof(T) == typeof(float) ? (T)(object)float.NaN : typeof(T) == typeof(double) ? (T)(object)double.NaN : default;
    }
}
