using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <remarks>The model must be an <see cref="IValueMapper"/> from feature vectors to class scores.</remarks>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    private readonly string _labelColumn;
    private readonly string _scoreColumn;
    private readonly string _predictedLabelColumn;

    internal MulticlassPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn, string labelColumn,
        string scoreColumn = DefaultColumnNames.Score, string predictedLabel = DefaultColumnNames.PredictedLabel)
        : base(env.Register("MulticlassPredictionTransformer"), model, inputSchema, featureColumn)
    {
        Contracts.CheckParam(model is IValueMapper, nameof(model), "Cannot score with this model.");
        _labelColumn = labelColumn;
        _scoreColumn = scoreColumn;
        _predictedLabelColumn = predictedLabel;
    }

    private protected override IRowMapper MakeRowMapper(DataViewSchema schema)
        => new MulticlassScoreMapper((IValueMapper)Model, schema, FeatureColumnName,
            _labelColumn is null ? null : TrainSchema.GetColumnOrNull(_labelColumn), _scoreColumn, _predictedLabelColumn);

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader<MulticlassPredictionTransformerLoader>();
        ctx.Writer.Write(FeatureColumnName);
        ctx.Writer.Write(_labelColumn ?? "");
        ctx.Writer.Write(_scoreColumn);
        ctx.Writer.Write(_predictedLabelColumn);
        // Scoring needs no more of the training data than these columns.
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(TrainSchema.Where(c => !c.IsHidden && (c.Name == FeatureColumnName || c.Name == _labelColumn)));
        SchemaSerializer.Save(ctx.Writer, schema.ToSchema());
        ctx.SaveModel(Model, MulticlassPredictionTransformerLoader.ModelName);
    }
}

internal sealed class MulticlassPredictionTransformerLoader : IModelLoader
{
    public const string ModelName = "Model";

    public static object Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        string feature = ctx.Reader.ReadString(), label = ctx.Reader.ReadString();
        string score = ctx.Reader.ReadString(), predictedLabel = ctx.Reader.ReadString();
        DataViewSchema schema = SchemaSerializer.Load(ctx.Reader);
        object model = ctx.LoadModel<object>(env, ModelName);
        return typeof(MulticlassPredictionTransformer<>).MakeGenericType(model.GetType())
            .GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic)[0]
            .Invoke([env, model, schema, feature, label.Length == 0 ? null : label, score, predictedLabel]);
    }
}
