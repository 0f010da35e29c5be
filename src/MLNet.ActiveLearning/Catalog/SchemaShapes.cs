using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning;

/// <summary>Makes the <see cref="SchemaShape"/> of a schema, which ML.NET offers estimators outside its own assemblies no method for.</summary>
/// <remarks>
/// An <see cref="EstimatorChain{TLastTransformer}"/> computes the shape of its input itself and hands it to its estimators. A chain
/// over one estimator that only listens therefore gives the shape of any schema, annotations included, with public API alone.
/// </remarks>
public static class SchemaShapes
{
    /// <summary>The shape of a schema.</summary>
    public static SchemaShape Create(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var listener = new Listener();
        try
        {
            new EstimatorChain<ITransformer>().Append(listener).Fit(new EmptyView(schema));
        }
        catch (ListenedException)
        {
        }
        return listener.Shape ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: the estimator chain gave no schema shape.");
    }

    private sealed class ListenedException : Exception;

    private sealed class Listener : IEstimator<ITransformer>
    {
        public SchemaShape? Shape { get; private set; }

        public ITransformer Fit(IDataView input) => throw new ListenedException();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Shape = inputSchema;
            throw new ListenedException();
        }
    }

    private sealed class EmptyView(DataViewSchema schema) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => schema;

        public long? GetRowCount() => 0;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            throw new NotSupportedException("The view holds a schema only.");

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            throw new NotSupportedException("The view holds a schema only.");
    }
}
