using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(IHostEnvironment env, Action<TSrc, TDst> mapAction, string contractName,
        SchemaDefinition inputSchemaDefinition, SchemaDefinition outputSchemaDefinition)
        : base(env.Register(nameof(CustomMappingEstimator<,>)),
            new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        foreach (TypedColumn member in TypedColumn.Of(typeof(TSrc), Transformer.InputDefinition, SchemaDefinition.Direction.Both))
        {
            var found = inputSchema.Find(member.Name);
            var wanted = new SchemaShape.Column(member.Name, member.Type);
            // Where a variable vector is wanted, one of known size will do.
            bool sameKind = wanted.Kind == VectorKind.VariableVector ? found.Kind != VectorKind.Scalar : found.Kind == wanted.Kind;
            if (!sameKind || found.IsKey != wanted.IsKey || !found.ItemType.Equals(wanted.ItemType))
                throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", member.Name, member.Type.ToString(), found.GetTypeString());
        }
        return inputSchema.With(SchemaShape.Create(new InputRow<TDst>(Transformer.OutputDefinition).Schema));
    }
}

public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _map;
    private readonly string _contractName;

    internal CustomMappingTransformer(IHostEnvironment env, Action<TSrc, TDst> mapAction, string contractName,
        SchemaDefinition inputSchemaDefinition = null, SchemaDefinition outputSchemaDefinition = null)
    {
        Contracts.CheckValue(env, nameof(env));
        Contracts.CheckValue(mapAction, nameof(mapAction));
        _map = mapAction;
        _contractName = contractName;
        InputDefinition = inputSchemaDefinition;
        OutputDefinition = outputSchemaDefinition ?? SchemaDefinition.Create(typeof(TDst), SchemaDefinition.Direction.Write);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal SchemaDefinition InputDefinition { get; }

    internal SchemaDefinition OutputDefinition { get; }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return RowToRowMapperTransform.GetOutputSchema(inputSchema, new Mapper(this, inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new RowToRowMapperTransform(input, new Mapper(this, input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(new EmptyDataView(inputSchema), new Mapper(this, inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Contracts.Check(_contractName is not null, "Empty contract name for a transform: the transform cannot be saved");
        ctx.SetLoader<CustomMappingLoader>();
        ctx.Writer.Write(_contractName);
        ctx.Writer.Write(_map.Method.DeclaringType.Assembly.FullName);
    }

    private sealed class Mapper(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema schema) : IRowMapper
    {
        private readonly RowReader<TSrc> _reader = new(schema, definition: parent.InputDefinition);
        private readonly DataViewSchema _added = new InputRow<TDst>(parent.OutputDefinition).Schema;

        public DataViewSchema.DetachedColumn[] GetOutputColumns() => [.. _added.Select(c => new DataViewSchema.DetachedColumn(c))];

        public Func<int, bool> GetDependencies(Func<int, bool> activeOutput)
        {
            if (!_added.Any(c => activeOutput(c.Index)))
                return _ => false;
            var needed = _reader.Columns.Select(c => c.Index).ToHashSet();
            return needed.Contains;
        }

        public Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
        {
            disposer = null;
            var getters = new Delegate[_added.Count];
            if (!_added.Any(c => activeOutput(c.Index)))
                return getters;

            var source = new TSrc();
            var result = new TDst();
            var row = new InputRow<TDst>(parent.OutputDefinition);
            Action<TSrc> fill = _reader.Bind(input);
            long mapped = -1;
            void Refresh()
            {
                if (mapped == input.Position)
                    return;
                fill(source);
                parent._map(source, result);
                row.ExtractValues(result);
                mapped = input.Position;
            }
            foreach (var column in _added.Where(c => activeOutput(c.Index)))
                getters[column.Index] = (Delegate)GenericCalls.Invoke(this, nameof(MakeGetter), [column.Type.RawType], row, row.Schema[column.Index], (Action)Refresh);
            return getters;
        }

        private static ValueGetter<T> MakeGetter<T>(DataViewRow row, DataViewSchema.Column column, Action refresh)
        {
            var getter = row.GetGetter<T>(column);
            return (ref T value) =>
            {
                refresh();
                getter(ref value);
            };
        }
    }
}
