using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}

internal static class CatalogUtils
{
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog)
    {
        Contracts.CheckValue(catalog, nameof(catalog));
        return catalog.Environment;
    }
}
