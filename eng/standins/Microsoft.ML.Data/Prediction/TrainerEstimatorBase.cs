using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

public interface ITrainerEstimator<out TTransformer, out TModel> : IEstimator<TTransformer>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    TrainerInfo Info { get; }
}

public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    public readonly SchemaShape.Column FeatureColumn;

    public readonly SchemaShape.Column LabelColumn;

    public readonly SchemaShape.Column WeightColumn;

    private protected readonly IHost Host;

    private protected TrainerEstimatorBase(IHost host, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default)
    {
        Contracts.CheckValue(host, nameof(host));
        Contracts.CheckParam(feature.IsValid, nameof(feature), "not initialized properly");
        Host = host;
        FeatureColumn = feature;
        LabelColumn = label;
        WeightColumn = weight;
    }

    public abstract TrainerInfo Info { get; }

    public TTransformer Fit(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        CheckInputSchema(SchemaShape.Create(input.Schema));
        return MakeTransformer(TrainModelCore(input), input.Schema);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        CheckInputSchema(inputSchema);
        return inputSchema.With(GetOutputColumnsCore(inputSchema));
    }

    private protected abstract SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema);

    private protected abstract TModel TrainModelCore(IDataView data);

    private protected abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    private protected virtual void CheckLabelCompatible(SchemaShape.Column labelCol) => CheckCompatible(LabelColumn, labelCol, "label");

    private void CheckInputSchema(SchemaShape inputSchema)
    {
        CheckCompatible(FeatureColumn, Find(inputSchema, FeatureColumn, "feature"), "feature");
        if (WeightColumn.IsValid)
            CheckCompatible(WeightColumn, Find(inputSchema, WeightColumn, "weight"), "weight");
        if (LabelColumn.IsValid)
            CheckLabelCompatible(Find(inputSchema, LabelColumn, "label"));
    }

    private static SchemaShape.Column Find(SchemaShape inputSchema, SchemaShape.Column wanted, string role)
        => inputSchema.TryFindColumn(wanted.Name, out SchemaShape.Column column)
            ? column
            : throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), role, wanted.Name);

    private static void CheckCompatible(SchemaShape.Column wanted, SchemaShape.Column found, string role)
    {
        if (!wanted.IsCompatibleWith(found))
            throw Contracts.ExceptSchemaMismatch("inputSchema", role, wanted.Name, wanted.GetTypeString(), found.GetTypeString());
    }
}
