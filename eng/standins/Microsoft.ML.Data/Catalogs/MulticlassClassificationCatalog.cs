using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(IHostEnvironment env) : base(env) => Trainers = new MulticlassClassificationTrainers(env);

    public MulticlassClassificationTrainers Trainers { get; }

    public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
    {
        internal MulticlassClassificationTrainers(IHostEnvironment env) : base(env)
        {
        }
    }
}
