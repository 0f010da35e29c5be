using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

public abstract class ModelParametersBase<TOutput> : ICanSaveModel
{
    private protected readonly IHost Host;

    private protected ModelParametersBase(IHostEnvironment env, string name) => Host = env.Register(name);

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveCore(ctx);

    private protected abstract void SaveCore(ModelSaveContext ctx);
}
