using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Samples;

/// <summary>The model of <see cref="CentroidTrainer"/>: softmax over the negative squared distances to the centroids.</summary>
internal sealed class CentroidModel(IReadOnlyList<string> classNames, float[][] centroids) : ISavableModel
{
    public float[][] Centroids { get; } = centroids;

    public Action Step { get; set; } = () => { };

    public bool IsRowToRowMapper => false;

    public Type ReaderType => typeof(CentroidModelReader);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        builder.AddColumn("Score", new VectorDataViewType(NumberDataViewType.Single, classNames.Count));
        builder.AddColumn("PredictedLabel", new KeyDataViewType(typeof(uint), classNames.Count), KeyNames.Write(classNames));
        return builder.ToSchema();
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

    public IDataView Transform(IDataView input) => new ScoredView(input, this);

    public void Save(IModelWriter writer)
    {
        using Stream stream = writer.CreatePart("centroids.json");
        JsonSerializer.Serialize(stream, new Saved(classNames, Centroids));
        Step();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException();

    internal sealed record Saved(IReadOnlyList<string> ClassNames, float[][] Centroids);

    private float[] Score(VBuffer<float> features)
    {
        double[] powers = [.. Centroids.Select(centroid => Math.Exp(-centroid.Select((c, d) => Math.Pow(features.GetItemOrDefault(d) - c, 2)).Sum()))];
        return [.. powers.Select(p => (float)(p / powers.Sum()))];
    }

    private sealed class ScoredView(IDataView source, CentroidModel model) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema { get; } = model.GetOutputSchema(source.Schema);

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            model.Step();
            HashSet<int> requested = [.. columnsNeeded.Select(c => c.Index)];
            var needed = source.Schema.Where(c => requested.Contains(c.Index)).Append(source.Schema["Features"]).DistinctBy(c => c.Index);
            return new Cursor(source.GetRowCursor(needed), Schema, model, source.Schema.Count, requested);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];
    }

    private sealed class Cursor(DataViewRowCursor source, DataViewSchema schema, CentroidModel model, int sourceColumns, HashSet<int> active)
        : ForwardingCursor(source, schema)
    {
        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index < sourceColumns)
            {
                return base.GetGetter<TValue>(column);
            }
            var features = Source.GetGetter<VBuffer<float>>(Source.Schema["Features"]);
            VBuffer<float> row = default;
            Delegate getter = column.Index == sourceColumns
                ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
                {
                    features(ref row);
                    value = new VBuffer<float>(model.Centroids.Length, model.Score(row));
                })
                : (ValueGetter<uint>)((ref uint value) =>
                {
                    features(ref row);
                    float[] scores = model.Score(row);
                    value = (uint)Array.IndexOf(scores, scores.Max()) + 1;
                });
            return (ValueGetter<TValue>)getter;
        }

        protected override bool AcceptsRow() => true;
    }
}

/// <summary>Reads what <see cref="CentroidModel"/> wrote.</summary>
public sealed class CentroidModelReader : IModelReader
{
    public ISavableModel Load(MLContext context, IModelSource source)
    {
        using Stream stream = source.OpenPart("centroids.json");
        CentroidModel.Saved saved = JsonSerializer.Deserialize<CentroidModel.Saved>(stream)!;
        return new CentroidModel(saved.ClassNames, saved.Centroids);
    }
}
