using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public abstract class TrainCatalogBase : IInternalCatalog
{
    private readonly IHostEnvironment _env;

    private protected TrainCatalogBase(IHostEnvironment env) => _env = env;

    IHostEnvironment IInternalCatalog.Environment => _env;

    private protected IHostEnvironment Environment => _env;

    public abstract class CatalogInstantiatorBase : IInternalCatalog
    {
        private readonly IHostEnvironment _env;

        private protected CatalogInstantiatorBase(IHostEnvironment env) => _env = env;

        IHostEnvironment IInternalCatalog.Environment => _env;
    }

    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly ITransformer Model;

        public readonly T Metrics;

        public readonly IDataView ScoredHoldOutSet;

        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
