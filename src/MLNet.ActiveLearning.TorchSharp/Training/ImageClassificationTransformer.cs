using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Saving;

namespace MLNet.ActiveLearning.Training;

/// <summary>A trained image classifier: appends its columns to all columns of its input.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>PredictedLabel</term><description>key with the class names as key values</description></item>
/// <item><term>Score</term><description>Vector of Single (C): probabilities, in [0, 1] with sum 1</description></item>
/// <item><term>Embedding</term><description>Vector of Single (D): input of the last linear layer</description></item>
/// <item><term>columns of the heads</term><description>see the heads, for example <c>DynamicScore</c></description></item>
/// <item><term>columns of the signals</term><description>see the signals, for example <c>StochasticScore</c></description></item>
/// </list>
/// Nothing is computed before it is read: a cursor runs the network on batches of <see cref="ImageClassificationOptions.ScoringBatchSize"/>
/// rows, if one of these columns is asked for, and reads the next batch of images meanwhile. The label column is not needed. The same rows
/// give the same bits; a row scored alone may differ from one scored in a batch in the last digits.
/// Cursors of several threads may run at once; their batches take turns.
/// </remarks>
public sealed class ImageClassificationTransformer : ISavableModel, IDisposable
{
    private readonly Scorer scorer;
    private readonly OutputColumn[] columns;

    internal ImageClassificationTransformer(ImageClassificationModel model)
    {
        Model = model;
        scorer = new Scorer(model);
        columns = OutputColumn.Of(model.Options, model.Spec, model.Network.EmbeddingSize);
    }

    /// <summary>The network and its heads.</summary>
    public ImageClassificationModel Model { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    Type ISavableModel.ReaderType => typeof(ImageClassificationModelReader);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no image column, or it has another shape.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).Output;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no image column, or it has another shape.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, Bind(input.Schema), scorer);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no image column, or it has another shape.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ScoringMapper(Bind(inputSchema), scorer);

    void ISavableModel.Save(IModelWriter writer) => ImageClassificationModelFile.Write(Model, writer);

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new InvalidOperationException(
        "ML.NET cannot write this model into its own file format. Save it with ml.ActiveLearning().Save(model, schema, path) and load it with "
        + "ml.ActiveLearning().Load(path); a chain that also holds transformers of ML.NET can be saved that way too.");

    /// <summary>Frees the weights.</summary>
    public void Dispose() => Model.Dispose();

    private OutputSchema Bind(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var schema = new OutputSchema(input, Model.Options.ImageColumnName, columns, Model.ClassNames);
        ImageShape shape = ImageColumnReader.GetShape(schema.ImageColumn);
        bool known = shape.Height > 0 && shape.Width > 0;
        if (shape.Channels != Model.Spec.Channels || (known && shape != Model.Shape))
        {
            throw new ArgumentException(
                $"Column '{schema.ImageColumn.Name}' holds images of {shape}; the network takes {Model.Shape}. Add ml.Transforms.ResizeImages before the model.");
        }

        return schema;
    }
}
