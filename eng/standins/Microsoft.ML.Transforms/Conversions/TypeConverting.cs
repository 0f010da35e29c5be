using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms;

public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(IHostEnvironment env, DataKind outputKind, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(TypeConvertingEstimator)), new TypeConvertingTransformer(env, outputKind, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.ColumnPairs.Select(pair =>
        {
            var source = inputSchema.Find(pair.inputColumnName);
            PrimitiveDataViewType target = ColumnTypeExtensions.PrimitiveTypeFromKind(Transformer.OutputKind);
            bool staysKey = source.IsKey && KeyDataViewType.IsValidDataType(target.RawType);
            Contracts.CheckParam(source.IsKey ? staysKey : ValueConversion.Exists(source.ItemType, target), nameof(inputSchema),
                $"Don't know how to convert {pair.inputColumnName} into {target}");
            var annotations = new List<SchemaShape.Column>();
            if (source.Kind == VectorKind.Vector && source.FindAnnotation(AnnotationUtils.Kinds.SlotNames) is { } slotNames)
                annotations.Add(slotNames);
            if (staysKey && source.FindAnnotation(AnnotationUtils.Kinds.KeyValues) is { } keyValues)
                annotations.Add(keyValues);
            if (target is NumberDataViewType && (source.IsNormalized() || source.ItemType is BooleanDataViewType))
                annotations.Add(SchemaShapes.IsNormalizedShape);
            return new SchemaShape.Column(pair.outputColumnName, source.Kind, target, staysKey, new SchemaShape(annotations));
        }));
    }
}

public sealed class TypeConvertingTransformer : OneToOneTransformerBase, IModelLoader
{
    internal readonly DataKind OutputKind;

    internal TypeConvertingTransformer(IHostEnvironment env, DataKind outputKind, params (string outputColumnName, string inputColumnName)[] columns)
        : base(env.Register(nameof(TypeConvertingTransformer)), columns)
        => OutputKind = outputKind;

    private TypeConvertingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx) => OutputKind = (DataKind)ctx.Reader.ReadByte();

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new TypeConvertingTransformer(env.Register(nameof(TypeConvertingTransformer)), ctx);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<TypeConvertingTransformer>();
        SaveColumns(ctx);
        ctx.Writer.Write((byte)OutputKind);
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewType source = inputSchema[srcCol].Type, target = TargetOf(source);
        Contracts.CheckParam(ValueConversion.Exists(source.GetItemType(), target), nameof(inputSchema),
            $"source column '{ColumnPairs[col].inputColumnName}' with item type '{source}' is not compatible with destination type '{target}'");
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    /// <summary>The item type; a key stays a key where the new type can hold one.</summary>
    private PrimitiveDataViewType TargetOf(DataViewType source)
    {
        PrimitiveDataViewType plain = ColumnTypeExtensions.PrimitiveTypeFromKind(OutputKind);
        return source.GetItemType() is KeyDataViewType key && KeyDataViewType.IsValidDataType(plain.RawType)
            ? new KeyDataViewType(plain.RawType, key.Count)
            : plain;
    }

    private sealed class Mapper(TypeConvertingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [.. parent.ColumnPairs.Select((pair, i) =>
            {
                var source = InputSchema[SourceIndices[i]];
                PrimitiveDataViewType item = parent.TargetOf(source.Type);
                DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(item, vector.Dimensions) : item;
                var annotations = new DataViewSchema.Annotations.Builder();
                annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames && type.IsKnownSizeVector()
                    || kind == AnnotationUtils.Kinds.KeyValues && item is KeyDataViewType
                    || kind == AnnotationUtils.Kinds.IsNormalized && item is NumberDataViewType);
                if (source.Type is BooleanDataViewType && item is NumberDataViewType)
                    annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
                return new DataViewSchema.DetachedColumn(pair.outputColumnName, type, annotations.ToAnnotations());
            })];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var source = input.Schema[SourceIndices[iinfo]];
            return (Delegate)GenericCalls.Invoke(this, nameof(MakeTypedGetter),
                [source.Type.GetItemType().RawType, parent.TargetOf(source.Type).RawType], input, source);
        }

        private static Delegate MakeTypedGetter<TSource, TTarget>(DataViewRow input, DataViewSchema.Column source)
        {
            var convert = ValueConversion.Make<TSource, TTarget>();
            if (source.Type is not VectorDataViewType)
            {
                var scalar = input.GetGetter<TSource>(source);
                TSource value = default;
                return (ValueGetter<TTarget>)((ref TTarget destination) =>
                {
                    scalar(ref value);
                    destination = convert(value);
                });
            }
            var vector = input.GetGetter<VBuffer<TSource>>(source);
            VBuffer<TSource> values = default;
            return (ValueGetter<VBuffer<TTarget>>)((ref VBuffer<TTarget> destination) =>
            {
                vector(ref values);
                var editor = VBufferEditor.Create(ref destination, values.Length);
                foreach (var item in values.Items(all: true))
                    editor.Values[item.Key] = convert(item.Value);
                destination = editor.Commit();
            });
        }
    }
}
