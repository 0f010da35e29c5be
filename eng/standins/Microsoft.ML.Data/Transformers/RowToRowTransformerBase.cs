using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public abstract class RowToRowTransformerBase : ITransformer
{
    private protected readonly IHost Host;

    private protected RowToRowTransformerBase(IHost host)
    {
        Contracts.CheckValue(host, nameof(host));
        Host = host;
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return RowToRowMapperTransform.GetOutputSchema(inputSchema, MakeRowMapper(inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new RowToRowMapperTransform(input, MakeRowMapper(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return new RowToRowMapperTransform(new EmptyDataView(inputSchema), MakeRowMapper(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    private protected abstract void SaveModel(ModelSaveContext ctx);

    private protected abstract IRowMapper MakeRowMapper(DataViewSchema schema);

    /// <summary>A mapper that makes its getters one by one.</summary>
    private protected abstract class MapperBase : IRowMapper
    {
        private readonly Lazy<DataViewSchema.DetachedColumn[]> _outputs;

        protected MapperBase(DataViewSchema inputSchema)
        {
            InputSchema = inputSchema;
            _outputs = new(GetOutputColumnsCore);
        }

        protected DataViewSchema InputSchema { get; }

        public DataViewSchema.DetachedColumn[] GetOutputColumns() => _outputs.Value;

        public abstract Func<int, bool> GetDependencies(Func<int, bool> activeOutput);

        public virtual Delegate[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action disposer)
        {
            var getters = new Delegate[GetOutputColumns().Length];
            disposer = null;
            for (int i = 0; i < getters.Length; i++)
            {
                if (!activeOutput(i))
                    continue;
                getters[i] = MakeGetter(input, i, activeOutput, out Action mine);
                disposer += mine;
            }
            return getters;
        }

        protected abstract DataViewSchema.DetachedColumn[] GetOutputColumnsCore();

        protected abstract Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action disposer);
    }
}
