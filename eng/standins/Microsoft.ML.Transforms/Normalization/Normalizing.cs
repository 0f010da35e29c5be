using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms;

public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;
    private readonly NormalizerKind _kind;
    private readonly long _maximumExamples;
    private readonly bool _fixZero;

    internal NormalizingEstimator(IHostEnvironment env, NormalizerKind kind, long maximumExampleCount, bool fixZero, params (string outputColumnName, string inputColumnName)[] columns)
    {
        _host = env.Register(nameof(NormalizingEstimator));
        Contracts.CheckParam(maximumExampleCount > 1, nameof(maximumExampleCount), "Must be greater than 1");
        (_kind, _maximumExamples, _fixZero, _columns) = (kind, maximumExampleCount, fixZero, columns);
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        DataViewSchema.Column[] sources = [.. _columns.Select(c => NormalizingTransformer.FindSource(input.Schema, c.Input))];
        SlotStatistics[][] statistics = [.. sources.Select(s => Enumerable.Range(0, s.Type.GetValueCount()).Select(_ => new SlotStatistics()).ToArray())];
        using (var cursor = input.GetRowCursor(sources))
        {
            Action[] readers = [.. sources.Select((s, i) => s.Type.GetItemType().RawType == typeof(float)
                ? Reader<float>(cursor, s, statistics[i])
                : Reader<double>(cursor, s, statistics[i]))];
            for (long row = 0; row < _maximumExamples && cursor.MoveNext(); row++)
                foreach (var read in readers)
                    read();
        }
        return new NormalizingTransformer(_host, _columns, [.. statistics.Select(s => NormalizerFunction.Fit(_kind, _fixZero, s))],
            [.. sources.Select(s => s.Type)]);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(_columns.Select(pair =>
        {
            var source = inputSchema.Find(pair.Input);
            if (source.Kind == VectorKind.VariableVector)
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input, "known-size vector or scalar", source.GetTypeString());
            if (!source.ItemType.Equals(NumberDataViewType.Single) && !source.ItemType.Equals(NumberDataViewType.Double))
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input, "vector or scalar of Single or Double", source.GetTypeString());
            SchemaShape.Column[] annotations = source.FindAnnotation(AnnotationUtils.Kinds.SlotNames) is { } slotNames
                ? [SchemaShapes.IsNormalizedShape, slotNames]
                : [SchemaShapes.IsNormalizedShape];
            return new SchemaShape.Column(pair.Output, source.Kind, source.ItemType, source.IsKey, new SchemaShape(annotations));
        }));
    }

    private static Action Reader<T>(DataViewRowCursor row, DataViewSchema.Column column, SlotStatistics[] statistics) where T : INumber<T>
    {
        if (column.Type is not VectorDataViewType)
        {
            var scalar = row.GetGetter<T>(column);
            T value = default;
            return () =>
            {
                scalar(ref value);
                statistics[0].Add(double.CreateChecked(value));
            };
        }
        var vector = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        var dense = new T[statistics.Length];
        return () =>
        {
            vector(ref values);
            values.CopyTo(dense);
            for (int i = 0; i < dense.Length; i++)
                statistics[i].Add(double.CreateChecked(dense[i]));
        };
    }
}

public sealed partial class NormalizingTransformer : OneToOneTransformerBase, IModelLoader
{
    private readonly NormalizerFunction[] _functions;
    private readonly DataViewType[] _types;

    internal NormalizingTransformer(IHostEnvironment env, (string, string)[] columns, NormalizerFunction[] functions, DataViewType[] types)
        : base(env.Register(nameof(NormalizingTransformer)), columns)
    {
        _functions = functions;
        _types = types;
    }

    private NormalizingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
        _types = [.. SchemaSerializer.Load(ctx.Reader).Select(c => c.Type)];
        _functions = new NormalizerFunction[ColumnPairs.Length];
        for (int i = 0; i < _functions.Length; i++)
        {
            var kind = (NormalizerKind)ctx.Reader.ReadByte();
            _functions[i] = new NormalizerFunction(kind, ReadNumbers(ctx.Reader), ReadNumbers(ctx.Reader));
        }
    }

    public NormalizerModelParametersBase GetNormalizerModelParameters(int index)
    {
        Contracts.CheckParam(index >= 0 && index < _functions.Length, nameof(index), "Index of range.");
        return _functions[index].ToParameters(_types[index]);
    }

    static object IModelLoader.Load(IHostEnvironment env, ModelLoadContext ctx)
        => new NormalizingTransformer(env.Register(nameof(NormalizingTransformer)), ctx);

    internal static DataViewSchema.Column FindSource(DataViewSchema schema, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name);
        DataViewType item = column.Type.GetItemType();
        if (item != NumberDataViewType.Single && item != NumberDataViewType.Double || column.Type.GetValueCount() == 0)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name, "known-size vector or scalar of Single or Double", column.Type.ToString());
        return column;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<NormalizingTransformer>();
        SaveColumns(ctx);
        var schema = new DataViewSchema.Builder();
        for (int i = 0; i < _types.Length; i++)
            schema.AddColumn(ColumnPairs[i].inputColumnName, _types[i]);
        SchemaSerializer.Save(ctx.Writer, schema.ToSchema());
        foreach (var function in _functions)
        {
            ctx.Writer.Write((byte)function.Kind);
            WriteNumbers(ctx.Writer, function.Scales);
            WriteNumbers(ctx.Writer, function.Offsets);
        }
    }

    private protected override void CheckInputColumn(DataViewSchema inputSchema, int col, int srcCol)
    {
        DataViewType type = inputSchema[srcCol].Type, fitted = _types[col];
        if (!type.GetItemType().Equals(fitted.GetItemType()) || type.GetValueCount() != fitted.GetValueCount())
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", ColumnPairs[col].inputColumnName, fitted.ToString(), type.ToString());
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema) => new Mapper(this, schema);

    private static double[] ReadNumbers(BinaryReader reader)
    {
        var numbers = new double[reader.ReadInt32()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadDouble();
        return numbers;
    }

    private static void WriteNumbers(BinaryWriter writer, double[] numbers)
    {
        writer.Write(numbers.Length);
        foreach (double number in numbers)
            writer.Write(number);
    }

    private sealed class Mapper(NormalizingTransformer parent, DataViewSchema schema) : OneToOneMapperBase(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => [.. parent.ColumnPairs.Select((pair, i) =>
            {
                var source = InputSchema[SourceIndices[i]];
                var annotations = new DataViewSchema.Annotations.Builder();
                annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
                annotations.Add(source.Annotations, kind => kind == AnnotationUtils.Kinds.SlotNames);
                return new DataViewSchema.DetachedColumn(pair.outputColumnName, source.Type, annotations.ToAnnotations());
            })];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var source = input.Schema[SourceIndices[iinfo]];
            return source.Type.GetItemType().RawType == typeof(float)
                ? MakeTypedGetter<float>(input, source, parent._functions[iinfo])
                : MakeTypedGetter<double>(input, source, parent._functions[iinfo]);
        }

        private static Delegate MakeTypedGetter<T>(DataViewRow input, DataViewSchema.Column source, NormalizerFunction function) where T : INumber<T>
        {
            if (source.Type is not VectorDataViewType)
            {
                var scalar = input.GetGetter<T>(source);
                return (ValueGetter<T>)((ref T value) =>
                {
                    scalar(ref value);
                    value = T.CreateTruncating(function.Apply(0, double.CreateChecked(value)));
                });
            }
            var vector = input.GetGetter<VBuffer<T>>(source);
            VBuffer<T> values = default;
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> destination) =>
            {
                vector(ref values);
                Contracts.Check(values.Length == function.Scales.Length, $"Column '{source.Name}': expected {function.Scales.Length} slots, but got {values.Length}");
                var editor = VBufferEditor.Create(ref destination, values.Length);
                values.CopyTo(editor.Values);
                for (int i = 0; i < editor.Values.Length; i++)
                    editor.Values[i] = T.CreateTruncating(function.Apply(i, double.CreateChecked(editor.Values[i])));
                destination = editor.Commit();
            });
        }
    }
}
