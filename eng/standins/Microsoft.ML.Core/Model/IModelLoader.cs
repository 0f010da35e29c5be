using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// Implemented by the class that reads what an <see cref="ICanSaveModel"/> wrote; named by <see cref="ModelSaveContext.SetLoader{TLoader}"/>.
/// Only assemblies that see these internals can implement it, so a model file cannot name other code.
/// </summary>
internal interface IModelLoader
{
    static abstract object Load(IHostEnvironment env, ModelLoadContext ctx);
}
