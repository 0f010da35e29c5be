using System.Text.Json.Serialization;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>Everything that decides how a network is pre-trained without labels by BYOL with exponential-moving-average normalisation.</summary>
/// <remarks>Sizes and rates are for small images and one machine; the papers' are at each value. Options are checked once, all problems in one message.</remarks>
public sealed record ByolOptions
{
    /// <summary>The network whose layers below the classifier are trained.</summary>
    /// <value>Default: ResNet-18 for small images.</value>
    public Architecture Architecture { get; init; } = Architecture.ResNet18;

    /// <summary>The column of images, as the trainer of image classifiers takes it.</summary>
    /// <value>Default "Image".</value>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>Passes over the images.</summary>
    /// <value>Default 100; at least 1. Schedules are laid out over them.</value>
    public int Epochs { get; init; } = 100;

    /// <summary>Images of a mini-batch; each gives two views.</summary>
    /// <value>Default 256; at least 2. BYOL has 4096, EMAN 512.</value>
    public int BatchSize { get; init; } = 256;

    /// <summary>The optimiser of the online network and the predictor.</summary>
    /// <value>Default SGD with learning rate 0.06, momentum 0.9 and weight decay 5e-4. BYOL uses LARS, for its large batches.</value>
    public TrainingOptimizer Optimizer { get; init; } = new SgdOptimizer { LearningRate = 0.06 };

    /// <summary>The course of the learning rate.</summary>
    /// <value>Default <see cref="CosineSchedule"/>.</value>
    public LearningRateSchedule Schedule { get; init; } = new CosineSchedule();

    /// <summary>Momentum m of the target network at the beginning; it rises to 1 by a cosine.</summary>
    /// <value>Default 0.99; at least 0, less than 1. BYOL and EMAN: 0.996 for hundreds of epochs of ImageNet.</value>
    public double TargetMomentum { get; init; } = 0.99;

    /// <summary>Hidden units of projector and predictor.</summary>
    /// <value>Default 1024; at least 1. The papers have 4096.</value>
    public int HiddenSize { get; init; } = 1024;

    /// <summary>Size P of the projection.</summary>
    /// <value>Default 128; at least 2. The papers have 256.</value>
    public int ProjectionSize { get; init; } = 128;

    /// <summary>How views are made.</summary>
    /// <value>Default: crops, flips, colour jitter and grey.</value>
    public ViewOptions Views { get; init; } = new();

    /// <summary>How pixels become network inputs; kept with the weights, and used again where they are.</summary>
    /// <value>Default <see langword="null"/>: <see cref="Normalization.Cifar"/> for 3 channels, else <see cref="Normalization.FromTrainingData"/>.</value>
    public Normalization? Normalization { get; init; }

    /// <summary>Where to train.</summary>
    /// <value>Default <see cref="ComputeDevice.Auto"/>.</value>
    [JsonIgnore]
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>Threads of the tensor library; put back afterwards.</summary>
    /// <value>Default <see langword="null"/>: left as it is; at least 1.</value>
    [JsonIgnore]
    public int? Threads { get; init; }

    /// <summary>Root of all random numbers: initial weights, order of the images, views.</summary>
    /// <value>Default 1. Same seed, images, machine and thread count: the same weights, bit for bit, on the CPU.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where the state is kept after epochs; a pre-training that was stopped goes on from there, and ends with the weights that it would have had.</summary>
    /// <value>Default <see langword="null"/>: nothing is kept.</value>
    [JsonIgnore]
    public string? CheckpointFolder { get; init; }

    /// <summary>Epochs between two states that are kept.</summary>
    /// <value>Default 1; at least 1.</value>
    [JsonIgnore]
    public int CheckpointInterval { get; init; } = 1;

    /// <exception cref="ArgumentException">At least one option cannot work.</exception>
    internal void ThrowIfInvalid()
    {
        string[] problems =
        [
            .. When(Architecture is null || Optimizer is null || Schedule is null || Views is null, "Architecture, Optimizer, Schedule or Views is null; leave it out to get its default."),
            .. When(string.IsNullOrWhiteSpace(ImageColumnName), "ImageColumnName is empty; name the column of images, for example \"Image\"."),
            .. When(Epochs < 1, $"Epochs is {Epochs}; give at least 1."),
            .. When(BatchSize < 2, $"BatchSize is {BatchSize}; give at least 2, for example 256."),
            .. When(!(TargetMomentum >= 0 && TargetMomentum < 1), FormattableString.Invariant($"TargetMomentum is {TargetMomentum}; give at least 0 and less than 1, for example 0.99.")),
            .. When(HiddenSize < 1, $"HiddenSize is {HiddenSize}; give at least 1, for example 1024."),
            .. When(ProjectionSize < 2, $"ProjectionSize is {ProjectionSize}; give at least 2, for example 128."),
            .. When(Threads < 1, $"Threads is {Threads}; give at least 1, or null to leave the number as it is."),
            .. When(CheckpointInterval < 1, $"CheckpointInterval is {CheckpointInterval}; give at least 1."),
            .. When(Optimizer?.BackboneLearningRate is not null, "Optimizer.BackboneLearningRate is given; everything that is pre-trained has one rate, LearningRate."),
            .. Architecture?.FindProblems() ?? [],
            .. Optimizer?.FindProblems() ?? [],
            .. Schedule?.FindProblems() ?? [],
            .. Views?.FindProblems() ?? [],
            .. Normalization?.FindProblems() ?? [],
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"ByolOptions has {(problems.Length == 1 ? "a problem" : $"{problems.Length} problems")}:\n- {string.Join("\n- ", problems)}");
        }
    }

    private static IEnumerable<string> When(bool condition, string problem) => condition ? [problem] : [];
}
