using Microsoft.ML.Data;

namespace Microsoft.ML;

public interface ICanSaveModel
{
    void Save(ModelSaveContext ctx);
}

public interface ITransformer : ICanSaveModel
{
    bool IsRowToRowMapper { get; }

    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    IDataView Transform(IDataView input);

    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}

public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    TTransformer Fit(IDataView input);

    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}

public interface IDataLoader<in TSource> : ICanSaveModel
{
    IDataView Load(TSource input);

    DataViewSchema GetOutputSchema();
}

public sealed class TrainerInfo
{
    internal TrainerInfo(bool normalization = true, bool caching = true)
    {
        NeedNormalization = normalization;
        WantCaching = caching;
    }

    public bool NeedNormalization { get; }

    public bool WantCaching { get; }
}
