using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Retraining;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Trains a convolutional network to classify images.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Label column</term><description>key or text</description></item>
/// <item><term>Image column</term><description>images, or vectors of Byte or Single (channels, height, width) from 0 to 255</description></item>
/// <item><term>Normalisation needed</term><description>no; it is part of the model</description></item>
/// <item><term>Caching needed</term><description>no; the labelled images are read once and kept as bytes, (N, H, W, C)</description></item>
/// <item><term>Loss</term><description>mean cross-entropy, plus the losses of the heads</description></item>
/// <item><term>Seeded</term><description>yes; trainings of one process take turns, because layers draw from a generator they share</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// </list>
/// With <see cref="TrainingContext.Previous"/> the weights of an earlier model are continued; optimiser and schedule start anew.
/// </remarks>
public sealed class ImageClassificationTrainer : IActiveLearningTrainer, IDescribedTrainer, IUntrainedModelSource
{
    private readonly MLContext mlContext;

    internal ImageClassificationTrainer(MLContext mlContext, ImageClassificationOptions options)
    {
        ImageClassificationOptionsValidator.ThrowIfInvalid(options);
        this.mlContext = mlContext;
        Options = options with { InitialWeights = options.InitialWeights?.Resolve() };
    }

    /// <summary>The options, as they were given; with the initial weights in memory.</summary>
    public ImageClassificationOptions Options { get; }

    /// <summary>The options as JSON, without observers; initial weights by their hash, wherever their file is.</summary>
    public string Description => ImageClassificationModelFile.Describe(Options with { InitialWeights = Options.InitialWeights is { } weights ? weights with { Path = null } : null });

    /// <summary>Trains from newly initialised weights.</summary>
    /// <param name="input">The labelled rows.</param>
    /// <returns>The trained model; dispose it when it is no longer needed.</returns>
    public ImageClassificationTransformer Fit(IDataView input) => Fit(input, TrainingContext.Default);

    /// <summary>Trains.</summary>
    /// <param name="input">The labelled rows.</param>
    /// <param name="context">Cancellation, progress and the model to continue from, which may be a chain that holds an image classifier.</param>
    /// <returns>The trained model; dispose it when it is no longer needed.</returns>
    /// <exception cref="ArgumentException">A column is missing or unfit, or the previous model does not fit.</exception>
    /// <exception cref="InvalidOperationException">A row is unfit, or no device was found; the message names the row.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; noticed before every mini-batch.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public ImageClassificationTransformer Fit(IDataView input, TrainingContext context) => Fit(input, context, backbone: null);

    /// <summary>Trains, from another network's weights below the classifier if no previous model is given.</summary>
    internal ImageClassificationTransformer Fit(IDataView input, TrainingContext context, ImageClassificationModel? backbone) => Fit(input, context, backbone, subset: null);

    /// <summary>Trains on a part of the rows that is chosen anew every few epochs.</summary>
    internal ImageClassificationTransformer Fit(IDataView input, TrainingContext context, SubsetTrainingOptions subset) => Fit(input, context, backbone: null, subset);

    private ImageClassificationTransformer Fit(IDataView input, TrainingContext context, ImageClassificationModel? backbone, SubsetTrainingOptions? subset)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        ImageClassificationModel? previous = context.Previous is null ? null : FindClassifier(context.Previous).Model;
        Device device = TorchDevice.Choose(mlContext, Options.Device);
        using IChannel channel = ((IChannelProvider)mlContext).Start("ImageClassification");
        TrainingSet data = TrainingSet.Read(input, Options, context.CancellationToken);
        ImageStore? unlabeled = ReadUnlabeled(data.Images.Shape, context);
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"Training {Options.Architecture.Name} on {data.Labels.Length} images of {data.Images.Shape}, {data.ClassNames.Length} classes, on {device}."));
        ImageClassificationModel model = new TrainingLoop(Options, data, context, device) { Unlabeled = unlabeled, Backbone = backbone, Subset = subset }
            .Run(previous, line => channel.Info(MessageSensitivity.None, line));
        return new ImageClassificationTransformer(model);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or unfit.</exception>
    /// <exception cref="InvalidOperationException">A row is unfit, or no device was found; the message names the row.</exception>
    public ITransformer CreateUntrained(IDataView input, ulong seed) => CreateModel(Options with { Seed = seed, InitialWeights = null }, input);

    /// <summary>The model that training starts from, with <see cref="ImageClassificationOptions.InitialWeights"/> where they are given: a backbone without training.</summary>
    /// <param name="input">Rows for the shape of images and the classes; two will do if the classes are named.</param>
    /// <exception cref="ArgumentException">A column is missing or unfit.</exception>
    /// <exception cref="InvalidOperationException">A row is unfit, or no device was found; the message names the row.</exception>
    /// <exception cref="InvalidDataException">The initial weights do not fit the network.</exception>
    public ImageClassificationTransformer CreateInitial(IDataView input) => CreateModel(Options, input);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is missing or unfit.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        RequireColumn(inputSchema, Options.ImageColumnName, "image", nameof(Options.ImageColumnName));
        SchemaShape.Column label = RequireColumn(inputSchema, Options.LabelColumnName, "label", nameof(Options.LabelColumnName));
        if (!label.IsKey && !(label.ItemType is TextDataViewType && label.Kind == SchemaShape.Column.VectorKind.Scalar))
        {
            throw new ArgumentException(
                $"Label column '{label.Name}' is {label.ItemType}; it must be a key or text. Add ml.Transforms.Conversion.MapValueToKey before the trainer.");
        }

        // A shape says "vector" but no length: any number of classes, size of embedding and size of image give the same shape.
        OutputColumn[] columns = OutputColumn.Of(Options, new NetworkSpec(Channels: 1, Height: 1, Width: 1, ClassCount: 2), embeddingSize: 1);
        SchemaShape appended = SchemaShapes.Create(OutputSchema.CreateAppended(columns, ["0", "1"]));
        HashSet<string> hidden = [.. columns.Select(c => c.Name)];
        return new SchemaShape(inputSchema.Where(c => !hidden.Contains(c.Name)).Concat(appended));
    }

    private ImageClassificationTransformer CreateModel(ImageClassificationOptions options, IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Device device = TorchDevice.Choose(mlContext, options.Device);
        TrainingSet data = TrainingSet.Read(input, options, CancellationToken.None);
        return new ImageClassificationTransformer(new TrainingLoop(options with { Observers = [] }, data, TrainingContext.Default, device).CreateUntrained());
    }

    private ImageStore? ReadUnlabeled(ImageShape shape, TrainingContext context)
    {
        if (Options.Heads.FirstOrDefault(h => h.NeedsUnlabeledImages) is not { } head)
        {
            return null;
        }

        return context.Unlabeled is { } view ? TrainingSet.ReadImages(view, shape, Options, context.CancellationToken) : throw new InvalidOperationException(
            $"Head '{head.Name}' learns from unlabelled images and got none. Train in a loop, or pass them as TrainingContext.Unlabeled.");
    }

    ITransformer IEstimator<ITransformer>.Fit(IDataView input) => Fit(input);

    ITransformer IActiveLearningTrainer.Fit(IDataView input, TrainingContext context) => Fit(input, context);

    private static SchemaShape.Column RequireColumn(SchemaShape schema, string name, string role, string option)
    {
        foreach (SchemaShape.Column column in schema.Where(c => c.Name == name))
        {
            return column;
        }

        throw new ArgumentException(
            $"There is no {role} column '{name}'. Columns: {string.Join(", ", schema.Select(c => c.Name))}. Set ImageClassificationOptions.{option}, or rename the column.");
    }

    private static ImageClassificationTransformer FindClassifier(ITransformer model) => model switch
    {
        ImageClassificationTransformer classifier => classifier,
        IEnumerable<ITransformer> chain when chain.OfType<ImageClassificationTransformer>().LastOrDefault() is { } classifier => classifier,
        _ => throw new ArgumentException(
            $"The previous model is {model.GetType().Name}; training can continue only from an image classifier of this library, or a chain that holds one."),
    };
}
