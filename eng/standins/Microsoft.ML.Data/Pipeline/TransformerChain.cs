using System.Collections;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class TransformerChain<TLastTransformer> : ITransformer, IEnumerable<ITransformer>, IDisposable
    where TLastTransformer : class, ITransformer
{
    private readonly ITransformer[] _transformers;
    private readonly TransformerScope[] _scopes;
    private bool _disposed;

    public readonly TLastTransformer LastTransformer;

    public TransformerChain(IEnumerable<ITransformer> transformers, IEnumerable<TransformerScope> scopes)
    {
        _transformers = [.. transformers ?? []];
        _scopes = [.. scopes ?? []];
        LastTransformer = _transformers.LastOrDefault() as TLastTransformer;
        Contracts.Check(_transformers.Length == 0 || LastTransformer is not null, $"The last transformer is not a {typeof(TLastTransformer)}.");
        Contracts.Check(_transformers.Length == _scopes.Length, "Every transformer needs a scope.");
    }

    public TransformerChain(params ITransformer[] transformers)
        : this(transformers, transformers?.Select(_ => TransformerScope.Everything))
    {
    }

    bool ITransformer.IsRowToRowMapper => _transformers.All(t => t.IsRowToRowMapper);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => GetOutputSchema(inputSchema, TransformerScope.Scoring);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema, TransformerScope scope)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return InScope(scope).Aggregate(inputSchema, (schema, transformer) => transformer.GetOutputSchema(schema));
    }

    public IDataView Transform(IDataView input) => Transform(input, TransformerScope.Scoring);

    public IDataView Transform(IDataView input, TransformerScope scope)
    {
        Contracts.CheckValue(input, nameof(input));
        // Mistakes in the schema show before anything is computed.
        GetOutputSchema(input.Schema, scope);
        return InScope(scope).Aggregate(input, (data, transformer) => transformer.Transform(data));
    }

    public TransformerChain<ITransformer> GetModelFor(TransformerScope scopeFilter)
        => new(InScope(scopeFilter), _scopes.Where(s => (s & scopeFilter) != TransformerScope.None));

    public TransformerChain<TNewLast> Append<TNewLast>(TNewLast transformer, TransformerScope scope = TransformerScope.Everything)
        where TNewLast : class, ITransformer
    {
        Contracts.CheckValue(transformer, nameof(transformer));
        return new TransformerChain<TNewLast>([.. _transformers, transformer], [.. _scopes, scope]);
    }

    public IEnumerator<ITransformer> GetEnumerator() => ((IEnumerable<ITransformer>)_transformers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _transformers.GetEnumerator();

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        Contracts.Check(((ITransformer)this).IsRowToRowMapper,
            $"{nameof(ITransformer.GetRowToRowMapper)} method called despite {nameof(ITransformer.IsRowToRowMapper)} being false.");
        var mappers = new IRowToRowMapper[_transformers.Length];
        DataViewSchema schema = inputSchema;
        for (int i = 0; i < mappers.Length; i++)
        {
            mappers[i] = _transformers[i].GetRowToRowMapper(schema);
            schema = mappers[i].OutputSchema;
        }
        return new CompositeRowToRowMapper(inputSchema, mappers);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetLoader<TransformerChainLoader>();
        ctx.Writer.Write(_transformers.Length);
        for (int i = 0; i < _transformers.Length; i++)
        {
            ctx.Writer.Write((int)_scopes[i]);
            ctx.SaveModel(_transformers[i], TransformerChainLoader.NameOf(i));
        }
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (ITransformer transformer in _transformers)
            (transformer as IDisposable)?.Dispose();
    }

    private IEnumerable<ITransformer> InScope(TransformerScope scope)
        => _transformers.Where((_, i) => (_scopes[i] & scope) != TransformerScope.None);
}

internal sealed class TransformerChainLoader : IModelLoader
{
    public static string NameOf(int index) => $"Transform_{index:000}";

    public static object Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        int count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count >= 0);
        var transformers = new List<ITransformer>();
        var scopes = new List<TransformerScope>();
        for (int i = 0; i < count; i++)
        {
            scopes.Add((TransformerScope)ctx.Reader.ReadInt32());
            transformers.Add(ctx.LoadModel<ITransformer>(env, NameOf(i)));
        }
        return new TransformerChain<ITransformer>(transformers, scopes);
    }
}
