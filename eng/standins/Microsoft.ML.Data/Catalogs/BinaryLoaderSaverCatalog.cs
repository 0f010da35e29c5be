namespace Microsoft.ML;

/// <summary>The binary format is not part of the stand-in: both members say so.</summary>
public static class BinaryLoaderSaverCatalog
{
    private const string Missing = "The stand-in of Microsoft.ML does not have the binary format (.idv); the package has.";

    public static IDataView LoadFromBinary(this DataOperationsCatalog catalog, string path) => throw new NotSupportedException(Missing);

    public static void SaveAsBinary(this DataOperationsCatalog catalog, IDataView data, Stream stream, bool keepHidden = false) => throw new NotSupportedException(Missing);
}
