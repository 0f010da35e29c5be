using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms;

public sealed class KeyToVectorMappingEstimator : TrivialEstimator<KeyToVectorMappingTransformer>
{
    internal KeyToVectorMappingEstimator(IHostEnvironment env, bool outputCountVector, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToVectorMappingEstimator)), new KeyToVectorMappingTransformer(env, outputCountVector, columns))
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
            var annotations = new List<SchemaShape.Column>();
            if (source.FindAnnotation(AnnotationUtils.Kinds.KeyValues) is { ItemType: TextDataViewType } && source.Kind != VectorKind.VariableVector)
                annotations.Add(new(AnnotationUtils.Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false));
            if (!Transformer.OutputsCounts || source.Kind == VectorKind.Scalar)
                annotations.Add(SchemaShapes.IsNormalizedShape);
            var kind = source.Kind == VectorKind.VariableVector && !Transformer.OutputsCounts ? VectorKind.VariableVector : VectorKind.Vector;
            return new SchemaShape.Column(pair.outputColumnName, kind, NumberDataViewType.Single, false, new SchemaShape(annotations));
        }));
    }
}

public sealed class KeyToVectorMappingTransformer : OneToOneTransformerBase, IModelLoader
{
    internal readonly bool OutputsCounts;

    internal KeyToVectorMappingTransformer(IHostEnvironment env, bool outputCountVector, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(KeyToVectorMappingTransformer)), columns)
        => OutputsCounts = outputCountVector;

    private KeyToVectorMappingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx) => OutputsCounts = ctx.Reader.ReadBoolean();

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new KeyToVectorMappingTransformer(env.Register(nameof(KeyToVectorMappingTransformer)), ctx);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<KeyToVectorMappingTransformer>();
        SaveColumns(ctx);
        ctx.Writer.Write(OutputsCounts);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewType type = inputSchema[srcCol].Type;
        if (type.GetItemType() is not KeyDataViewType)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", ColumnPairs[col].inputColumnName, "Key", type.ToString());
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private sealed class Mapper(KeyToVectorMappingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [.. parent.ColumnPairs.Select((pair, i) => MakeColumn(pair.outputColumnName, InputSchema[SourceIndices[i]]))];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var source = input.Schema[SourceIndices[iinfo]];
            return (Delegate)GenericCalls.Invoke(this, nameof(MakeTypedGetter), [source.Type.GetItemType().RawType], input, source);
        }

        private DataViewSchema.DetachedColumn MakeColumn(string name, DataViewSchema.Column source)
        {
            int keys = source.Type.GetItemType().GetKeyCountAsInt32(), slots = source.Type.GetValueCount();
            bool isOneBlock = parent.OutputsCounts || slots == 1;
            var annotations = new DataViewSchema.Annotations.Builder();
            if (source.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is VectorDataViewType { ItemType: TextDataViewType } names
                && names.Size == keys && slots > 0)
            {
                VBuffer<ReadOnlyMemory<char>> values = default;
                source.Annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref values);
                string[] texts = [.. values.DenseValues().Select(v => v.ToString())];
                annotations.AddNames(AnnotationUtils.Kinds.SlotNames,
                    isOneBlock ? texts : [.. Enumerable.Range(0, slots).SelectMany(slot => texts.Select(t => $"[{slot}].{t}"))]);
            }
            if (!parent.OutputsCounts && slots > 0)
            {
                int[] ranges = [.. Enumerable.Range(0, slots).SelectMany(slot => new[] { slot * keys, slot * keys + keys - 1 })];
                annotations.Add(AnnotationUtils.Kinds.CategoricalSlotRanges, new VectorDataViewType(NumberDataViewType.Int32, slots, 2),
                    (ref VBuffer<int> destination) => new VBuffer<int>(ranges.Length, ranges).CopyTo(ref destination));
            }
            if (!parent.OutputsCounts || source.Type is not VectorDataViewType)
                annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
            var type = isOneBlock ? new VectorDataViewType(NumberDataViewType.Single, keys) : new VectorDataViewType(NumberDataViewType.Single, slots, keys);
            return new(name, type, annotations.ToAnnotations());
        }

        private ValueGetter<VBuffer<float>> MakeTypedGetter<TKey>(DataViewRow input, DataViewSchema.Column source)
        {
            int count = source.Type.GetItemType().GetKeyCountAsInt32();
            bool isVector = source.Type is VectorDataViewType;
            var vector = isVector ? input.GetGetter<VBuffer<TKey>>(source) : null;
            var scalar = isVector ? null : input.GetGetter<TKey>(source);
            var single = new TKey[1];
            VBuffer<TKey> keys = isVector ? default : new VBuffer<TKey>(1, single);
            bool sums = parent.OutputsCounts;
            return (ref VBuffer<float> destination) =>
            {
                if (isVector)
                    vector(ref keys);
                else
                    scalar(ref single[0]);
                var editor = VBufferEditor.Create(ref destination, sums ? count : checked(count * keys.Length));
                editor.Values.Clear();
                foreach (var item in keys.Items())
                {
                    ulong key = Convert.ToUInt64(item.Value, null);
                    if (key > 0 && key <= (ulong)count)
                        editor.Values[(sums ? 0 : item.Key * count) + (int)key - 1]++;
                }
                destination = editor.Commit();
            };
        }
    }
}
