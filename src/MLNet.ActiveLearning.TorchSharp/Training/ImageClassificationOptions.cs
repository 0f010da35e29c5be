using System.Text.Json.Serialization;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Weights;

namespace MLNet.ActiveLearning.Training;

/// <summary>Everything that decides how an image classifier is trained and run.</summary>
/// <remarks>
/// The defaults are the "fixed-epoch" protocol of TiDAL, DISAL and TOD, but for the number of epochs: batches of 128, SGD with learning rate 0.1,
/// momentum 0.9 and weight decay 5e-4, the rate times 0.1 after 80 % of the epochs, random flip and padded crop. DISTIL's loop is
/// <c>BatchSize = 20, Optimizer = new SgdOptimizer { LearningRate = 0.01 }, Schedule = new CosineSchedule(), Stopping = new DistilStopping(),
/// Epochs = 300</c>. Options are checked once, by the trainer's constructor; all problems are named in one message.
/// </remarks>
public sealed record ImageClassificationOptions
{
    /// <summary>The network.</summary>
    /// <value>Default: ResNet-18 for small images.</value>
    public Architecture Architecture { get; init; } = Architecture.ResNet18;

    /// <summary>Modules trained beside the classifier, each adding columns to the model's output.</summary>
    /// <value>Default: none. Names must differ.</value>
    public IReadOnlyList<TrainingHead> Heads { get; init; } = [];

    /// <summary>What is computed with the trained network when rows are scored, each adding columns to the model's output.</summary>
    /// <value>Default: none. The same signal may be given twice with other options and columns. They cost nothing until one of their columns is read.</value>
    public IReadOnlyList<ScoringSignal> Signals { get; init; } = [];

    /// <summary>The column of labels: a key, or text.</summary>
    /// <value>Default "Label".</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>
    /// The column of images: images (always read as red, green, blue), or a vector of Byte or Single with dimensions (channels, height,
    /// width), as <c>ExtractPixels</c> gives it, with whole numbers from 0 to 255.
    /// </summary>
    /// <value>Default "Image".</value>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>The classes in their order; needed where the labelled rows may lack a class and the label column is text.</summary>
    /// <value>
    /// Default empty: the key values of the label column, or for text the distinct labels of the training rows in ordinal order.
    /// </value>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Epochs that the training is planned for; the schedule is laid out over them.</summary>
    /// <value>Default 50; at least 1. The published CIFAR protocols use 200.</value>
    public int Epochs { get; init; } = 50;

    /// <summary>Images of a mini-batch.</summary>
    /// <value>Default 128; at least 2. The last batch of an epoch may be smaller; if a single image is left, the batch before takes it in, because batch normalisation cannot work on one sample.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>The optimiser.</summary>
    /// <value>Default <see cref="SgdOptimizer"/>.</value>
    public TrainingOptimizer Optimizer { get; init; } = new SgdOptimizer();

    /// <summary>The course of the learning rate.</summary>
    /// <value>Default <see cref="MultiStepSchedule"/>: times 0.1 after 80 % of the epochs.</value>
    public LearningRateSchedule Schedule { get; init; } = new MultiStepSchedule();

    /// <summary>When training ends.</summary>
    /// <value>Default <see cref="FixedEpochs"/>.</value>
    public StoppingRule Stopping { get; init; } = new FixedEpochs();

    /// <summary>Whether and when the weights of the last epochs are averaged.</summary>
    /// <value>Default <see langword="null"/>: the weights of the last epoch are the model.</value>
    public WeightAveraging? WeightAveraging { get; init; }

    /// <summary>Whether only the classifier and the heads are trained (a linear probe): everything below stays as it is, in eval mode.</summary>
    /// <value>Default <see langword="false"/>. It makes sense for a network that starts from trained weights.</value>
    public bool FreezeBackbone { get; init; }

    /// <summary>How training images are varied.</summary>
    /// <value>Default <see cref="FlipAndCrop"/>.</value>
    public Augmentation Augmentation { get; init; } = new FlipAndCrop();

    /// <summary>How pixels become network inputs.</summary>
    /// <value>
    /// Default <see langword="null"/>: what the initial weights were trained with, if they say so; else <see cref="Normalization.Cifar"/> for 3 channels,
    /// else <see cref="Normalization.FromTrainingData"/>.
    /// </value>
    public Normalization? Normalization { get; init; }

    /// <summary>Pre-trained weights that every network begins with that would else begin with random ones: each round of a loop that trains from scratch.</summary>
    /// <value>Default <see langword="null"/>: random initial weights. The classifier stays newly initialised where the weights have none that fits.</value>
    public InitialWeights? InitialWeights { get; init; }

    /// <summary>Where to train. The number of the CUDA device is the MLContext's <c>GpuDeviceId</c>, or 0.</summary>
    /// <value>Default <see cref="ComputeDevice.Auto"/>.</value>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Threads of the tensor library during training; put back afterwards.</summary>
    /// <value>Default <see langword="null"/>: left as it is; at least 1.</value>
    public int? Threads { get; init; }

    /// <summary>Root of all random numbers: initial weights, order of the data, augmentation, dropout.</summary>
    /// <value>Default 1. Same seed, same data, same machine and thread count: the same weights, bit for bit, on the CPU.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Watchers of the training; they are not saved with the model.</summary>
    /// <value>Default: none.</value>
    [JsonIgnore]
    public IReadOnlyList<ITrainingObserver> Observers { get; init; } = [];

    /// <summary>Images that go through the network at once when scoring.</summary>
    /// <value>Default 512; at least 1. Lowered for large images, so that a batch of inputs takes at most 256 MiB.</value>
    public int ScoringBatchSize { get; init; } = 512;
}
