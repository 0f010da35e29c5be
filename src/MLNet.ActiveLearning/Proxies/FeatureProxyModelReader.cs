using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>Reads proxies that <c>ml.ActiveLearning().Save</c> wrote.</summary>
public sealed class FeatureProxyModelReader : IModelReader
{
    /// <inheritdoc/>
    public ISavableModel Load(MLContext context, IModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        FeatureProxyTransformer.Saved? saved;
        using (Stream stream = source.OpenPart(FeatureProxyTransformer.DescriptionPart))
        {
            saved = JsonSerializer.Deserialize<FeatureProxyTransformer.Saved>(stream);
        }
        if (saved?.FormatVersion != FeatureProxyTransformer.FormatVersion)
        {
            throw new InvalidDataException($"The proxy has format version {saved?.FormatVersion}; this version of the library reads {FeatureProxyTransformer.FormatVersion}. Update the library.");
        }
        var network = new ProxyNetwork(saved.InputWidth, saved.HiddenWidth, saved.ClassNames.Count);
        using Stream weights = source.OpenPart(FeatureProxyTransformer.WeightsPart);
        try
        {
            foreach (float[] values in network.State)
            {
                weights.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The weights of the proxy are cut off.", e);
        }
        return new FeatureProxyTransformer(saved.Options, saved.ClassNames, network);
    }
}
