using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    private protected readonly IHost Host;

    private protected PredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema)
    {
        Contracts.CheckValue(host, nameof(host));
        Contracts.CheckValue(model, nameof(model));
        Contracts.CheckValue(trainSchema, nameof(trainSchema));
        Host = host;
        Model = model;
        TrainSchema = trainSchema;
    }

    public TModel Model { get; }

    internal DataViewSchema TrainSchema { get; }

    bool ITransformer.IsRowToRowMapper => true;

    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

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

    public void Dispose() => (Model as IDisposable)?.Dispose();

    private protected abstract void SaveModel(ModelSaveContext ctx);

    private protected abstract IRowMapper MakeRowMapper(DataViewSchema schema);
}

public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(host, model, trainSchema)
    {
        FeatureColumnName = featureColumn;
        FeatureColumnType = trainSchema.GetColumnOrNull(featureColumn)?.Type
            ?? throw Contracts.ExceptSchemaMismatch(nameof(featureColumn), "feature", featureColumn);
    }

    public string FeatureColumnName { get; }

    public DataViewType FeatureColumnType { get; }

    public override DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        if (inputSchema.GetColumnOrNull(FeatureColumnName) is not DataViewSchema.Column column)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName);
        if (!column.Type.Equals(FeatureColumnType))
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName, FeatureColumnType.ToString(), column.Type.ToString());
        return RowToRowMapperTransform.GetOutputSchema(inputSchema, MakeRowMapper(inputSchema));
    }
}
