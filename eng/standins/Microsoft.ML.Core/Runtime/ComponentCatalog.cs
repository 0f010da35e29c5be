using System.Reflection;

namespace Microsoft.ML.Runtime;

public sealed class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly List<Assembly> _assemblies = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>The assemblies that loading a model may take user code from, in the order of their registration.</summary>
    internal IReadOnlyList<Assembly> RegisteredAssemblies
    {
        get
        {
            lock (_lock)
                return [.. _assemblies];
        }
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        Contracts.CheckValue(assembly, nameof(assembly));
        lock (_lock)
        {
            if (!_assemblies.Contains(assembly))
                _assemblies.Add(assembly);
        }
    }
}
