using Microsoft.ML.Data;

namespace Microsoft.ML;

public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly ITransformer _transformer;
    private readonly bool _ownsTransformer;
    private readonly DataViewRow _outputRow;
    private bool _disposed;

    private protected PredictionEngineBase(ITransformer transformer, bool ignoreMissingColumns, SchemaDefinition inputSchemaDefinition,
        SchemaDefinition outputSchemaDefinition, bool ownsTransformer)
    {
        Contracts.CheckValue(transformer, nameof(transformer));
        Contracts.CheckParam(transformer.IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        _transformer = transformer;
        _ownsTransformer = ownsTransformer;
        Input = new InputRow<TSrc>(inputSchemaDefinition);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(Input.Schema);
        var reader = new RowReader<TDst>(mapper.OutputSchema, ignoreMissingColumns, outputSchemaDefinition);
        _outputRow = mapper.GetRow(Input, mapper.OutputSchema);
        Fill = reader.Bind(_outputRow);
        OutputSchema = transformer.GetOutputSchema(Input.Schema);
    }

    public DataViewSchema OutputSchema { get; }

    private protected InputRow<TSrc> Input { get; }

    private protected Action<TDst> Fill { get; }

    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    public abstract void Predict(TSrc example, ref TDst prediction);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _outputRow.Dispose();
        Input.Dispose();
        if (_ownsTransformer)
            (_transformer as IDisposable)?.Dispose();
    }
}

public sealed class PredictionEngine<TSrc, TDst> : PredictionEngineBase<TSrc, TDst>
    where TSrc : class
    where TDst : class, new()
{
    internal PredictionEngine(ITransformer transformer, bool ignoreMissingColumns, SchemaDefinition inputSchemaDefinition,
        SchemaDefinition outputSchemaDefinition, bool ownsTransformer)
        : base(transformer, ignoreMissingColumns, inputSchemaDefinition, outputSchemaDefinition, ownsTransformer)
    {
    }

    public override void Predict(TSrc example, ref TDst prediction)
    {
        Contracts.CheckValue(example, nameof(example));
        Input.ExtractValues(example);
        prediction ??= new TDst();
        Fill(prediction);
    }
}

public sealed class PredictionEngineOptions
{
    public bool IgnoreMissingColumns = true;

    public SchemaDefinition InputSchemaDefinition;

    public SchemaDefinition OutputSchemaDefinition;

    public bool OwnsTransformer = true;

    public PredictionEngineOptions()
    {
    }
}
