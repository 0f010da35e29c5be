using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning;

/// <summary>Features of a pool that are computed once and kept on disk: <c>mlContext.ActiveLearning().Features</c>.</summary>
public sealed class FeatureCatalog
{
    private readonly MLContext context;

    internal FeatureCatalog(MLContext context) => this.context = context;

#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <summary>Opens a feature file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no feature file.</exception>
    public FeatureStore Open(string path) => FeatureStore.Open(path);

    /// <summary>Computes the features of all rows that the file does not have yet, and adds them.</summary>
    /// <param name="path">The file; created if there is none.</param>
    /// <param name="model">Writes the column of features. The file belongs to it: another model's features are refused.</param>
    /// <param name="data">The rows. Those in the file already are not given to the model.</param>
    /// <param name="options">Columns, type and so on; null for the defaults.</param>
    /// <returns>The store; dispose it when it is no longer needed.</returns>
    /// <exception cref="InvalidOperationException">The file holds features of another model or preprocessing; the message names both.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no feature file.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; finished segments stay.</exception>
    public FeatureStore Append(string path, ITransformer model, IDataView data, FeatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return Append(path, ModelHash.Compute(context, model), data, model.Transform, options ?? new FeatureOptions());
    }

    /// <summary>Adds the features of rows that have them in a column already, for example those of another tool.</summary>
    /// <param name="path">The file; created if there is none.</param>
    /// <param name="modelHash">Names the model that computed them; the file belongs to it.</param>
    /// <param name="data">The rows, with the column of features.</param>
    /// <param name="options">Columns, type and so on; null for the defaults.</param>
    /// <returns>The store; dispose it when it is no longer needed.</returns>
    /// <exception cref="InvalidOperationException">The file holds features of another model or preprocessing; the message names both.</exception>
    public FeatureStore Append(string path, string modelHash, IDataView data, FeatureOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelHash);
        ArgumentNullException.ThrowIfNull(data);
        return Append(path, modelHash, data, rows => rows, options ?? new FeatureOptions());
    }
#pragma warning restore CA1822

    private static FeatureStore Append(string path, string modelHash, IDataView data, Func<IDataView, IDataView> score, FeatureOptions options)
    {
        DataViewSchema.Column column = FindFeatures(score(data).Schema, options.ColumnName);
        var description = new FeatureDescription(modelHash, options.Preprocessing, ((VectorDataViewType)column.Type).Size, options.Type);
        using (FeatureStoreWriter writer = FeatureStoreWriter.Open(path, description, options.SegmentRows))
        {
            IDataView rows = score(WithoutStored(data, options.IdColumnName, writer));
            column = FindFeatures(rows.Schema, options.ColumnName);
            DataViewSchema.Column idColumn = RowIdReader.FindColumn(rows.Schema, options.IdColumnName);
            using DataViewRowCursor cursor = rows.GetRowCursor([idColumn, column]);
            var ids = RowIdReader.Create(cursor, idColumn);
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> buffer = default;
            float[] values = new float[description.Dimension];
            while (cursor.MoveNext())
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                getter(ref buffer);
                buffer.CopyTo(values);
                writer.Add(ids.Read().Span, values);
                options.Progress?.Report(writer.Count);
            }
            writer.Flush();
        }
        return FeatureStore.Open(path);
    }

    // The ids of rows read twice by one pass (a view may prefetch) must not change what is left out: the set is taken before.
    private static FilteredView WithoutStored(IDataView data, string idColumnName, FeatureStoreWriter writer)
    {
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(data.Schema, idColumnName);
        HashSet<string> stored = writer.CopyIds();
        return new FilteredView(
            data,
            [idColumn],
            row =>
            {
                var known = stored.GetAlternateLookup<ReadOnlySpan<char>>();
                var ids = RowIdReader.Create(row, idColumn);
                return () => !known.Contains(ids.Read().Span);
            },
            () => null);
    }

    private static DataViewSchema.Column FindFeatures(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = ColumnLookup.Find(schema, name, "feature", "Use a model that writes it, or set FeatureOptions.ColumnName.");
        return column.Type is VectorDataViewType { Size: > 0 } vector && vector.ItemType.RawType == typeof(float)
            ? column
            : throw new ArgumentException($"Column '{name}' is {column.Type}; features are a vector of Single of known size.");
    }
}
