using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Scores rows one by one, for prediction engines and row-wise pipelines.</summary>
internal sealed class ScoringMapper(OutputSchema schema, Scorer scorer) : IRowToRowMapper
{
    public DataViewSchema InputSchema => schema.Input;

    public DataViewSchema OutputSchema => schema.Output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] columns = [.. dependingColumns];
        IEnumerable<DataViewSchema.Column> own = columns.All(schema.IsPassedThrough) ? [] : [schema.ImageColumn];
        return [.. schema.GetPassedThrough(columns).Concat(own).DistinctBy(c => c.Index)];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredRow(input, schema, scorer, [.. activeColumns]);
    }
}
