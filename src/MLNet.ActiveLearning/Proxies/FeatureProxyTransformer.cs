using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Proxies;

/// <summary>A trained proxy: appends <c>PredictedLabel</c>, <c>Score</c> (C) and <c>Embedding</c> (H, the output of its ReLU) to rows with features.</summary>
/// <remarks>Rows are scored in blocks as they are read. The proxy's <c>Embedding</c> hides the features where they have that name.</remarks>
public sealed class FeatureProxyTransformer : ISavableModel
{
    internal const string DescriptionPart = "proxy.json";
    internal const string WeightsPart = "weights.dat";
    internal const int FormatVersion = 1;

    internal FeatureProxyTransformer(FeatureProxyOptions options, IReadOnlyList<string> classNames, ProxyNetwork network)
    {
        Options = options;
        ClassNames = classNames;
        Network = network;
    }

    /// <summary>The options it was trained with.</summary>
    public FeatureProxyOptions Options { get; }

    /// <summary>Names of the C classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    /// <remarks>False: rows are scored in blocks.</remarks>
    public bool IsRowToRowMapper => false;

    Type ISavableModel.ReaderType => typeof(FeatureProxyModelReader);

    internal ProxyNetwork Network { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no column of features, or it has another width.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        DataViewSchema.Column column = FeatureProxyTrainer.FindFeatures(inputSchema, Options);
        int width = ((VectorDataViewType)column.Type).Size;
        if (width != Network.InputWidth)
        {
            throw new ArgumentException($"Column '{column.Name}' holds vectors of {width}; the proxy was trained on features of width {Network.InputWidth}.");
        }
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        ProxySchema.Append(builder, ClassNames, Network.EmbeddingWidth);
        return builder.ToSchema();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no column of features, or it has another width.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ProxyScoredView(input, this);
    }

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException("A proxy scores rows in blocks, not one by one. Use Transform.");

    void ISavableModel.Save(IModelWriter writer)
    {
        using (Stream stream = writer.CreatePart(DescriptionPart))
        {
            JsonSerializer.Serialize(stream, new Saved(FormatVersion, Options, ClassNames, Network.InputWidth, Network.HiddenWidth));
        }
        using Stream weights = writer.CreatePart(WeightsPart);
        foreach (float[] values in Network.State)
        {
            weights.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new InvalidOperationException(
        "ML.NET cannot write this model into its own file format. Save it with ml.ActiveLearning().Save(model, schema, path) and load it with ml.ActiveLearning().Load(path).");

    internal sealed record Saved(int FormatVersion, FeatureProxyOptions Options, IReadOnlyList<string> ClassNames, int InputWidth, int HiddenWidth);
}
