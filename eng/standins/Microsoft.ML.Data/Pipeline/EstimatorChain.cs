using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class EstimatorChain<TLastTransformer> : IEstimator<TransformerChain<TLastTransformer>>
    where TLastTransformer : class, ITransformer
{
    private readonly ChainLink[] _links;

    public readonly IEstimator<TLastTransformer> LastEstimator;

    public EstimatorChain() : this([])
    {
    }

    internal EstimatorChain(ChainLink[] links)
    {
        _links = links;
        LastEstimator = links.LastOrDefault().Estimator as IEstimator<TLastTransformer>;
    }

    public TransformerChain<TLastTransformer> Fit(IDataView input)
    {
        // Mistakes in the schema show before anything is fitted.
        GetOutputSchema(SchemaShape.Create(input.Schema));

        var transformers = new ITransformer[_links.Length];
        IDataView data = input;
        for (int i = 0; i < _links.Length; i++)
        {
            transformers[i] = _links[i].Estimator.Fit(data);
            data = transformers[i].Transform(data);
            if (_links[i].CacheIn is IHostEnvironment env && i < _links.Length - 1)
                data = new CacheDataView(env, data, prefetch: []);
        }
        return new TransformerChain<TLastTransformer>(transformers, _links.Select(l => l.Scope));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        => _links.Aggregate(inputSchema, (shape, link) => link.Estimator.GetOutputSchema(shape));

    public EstimatorChain<TNewTrans> Append<TNewTrans>(IEstimator<TNewTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TNewTrans : class, ITransformer
    {
        Contracts.CheckValue(estimator, nameof(estimator));
        return new EstimatorChain<TNewTrans>([.. _links, new ChainLink((IEstimator<ITransformer>)estimator, scope, null)]);
    }

    public EstimatorChain<TLastTransformer> AppendCacheCheckpoint(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        Contracts.Check(_links.Length > 0, "Current estimator chain has no estimator, can't append cache checkpoint.");
        return new EstimatorChain<TLastTransformer>([.. _links[..^1], _links[^1] with { CacheIn = env }]);
    }
}

/// <summary>An estimator of a chain; its output is cached if an environment to cache in is given.</summary>
internal readonly record struct ChainLink(IEstimator<ITransformer> Estimator, TransformerScope Scope, IHostEnvironment CacheIn);
