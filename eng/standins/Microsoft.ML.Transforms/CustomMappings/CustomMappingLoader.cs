using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Finds the factory of a saved mapping by its contract name, in the assembly that had it and in the registered ones.</summary>
internal sealed class CustomMappingLoader : IModelLoader
{
    public static object Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        string contract = ctx.Reader.ReadString(), assemblyName = ctx.Reader.ReadString();
        env.ComponentCatalog.RegisterAssembly(Assembly.Load(assemblyName));
        foreach (Assembly assembly in env.ComponentCatalog.RegisteredAssemblies)
        {
            Type factory = assembly.GetTypes().FirstOrDefault(t => t.IsClass && !t.IsAbstract
                && t.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>()?.ContractName == contract);
            if (factory is not null && Activator.CreateInstance(factory, nonPublic: true) is ICustomMappingFactory instance)
                return instance.CreateTransformer(env, contract);
        }
        throw Contracts.Except($"Could not load custom type with contract name '{contract}'. Please ensure that the assembly is registered "
            + "with the ComponentCatalog and that the type is decorated with the CustomMappingFactoryAttribute.");
    }
}
