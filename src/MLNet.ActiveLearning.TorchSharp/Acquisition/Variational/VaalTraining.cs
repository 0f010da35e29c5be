using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>Sizes and training of the autoencoder and the discriminator of VAAL; the defaults are the authors', for images of 32 x 32.</summary>
public sealed record VaalTraining
{
    /// <summary>Passes over as many rows as are labelled and in the pool together: each iteration takes a batch of both.</summary>
    /// <value>Default: 100; at least 1.</value>
    public int Epochs { get; init; } = 100;

    /// <summary>Rows of a batch, of the pool and again as many labelled ones; a set with fewer rows gives batches of its size.</summary>
    /// <value>Default: 128; at least 2.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate of Adam, for both.</summary>
    /// <value>Default: 0.0005; greater than 0.</value>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Length of the latent vector.</summary>
    /// <value>Default: 32; at least 1.</value>
    public int LatentSize { get; init; } = 32;

    /// <summary>Channels after the encoder's first convolution; the three others have twice, four and eight times as many.</summary>
    /// <value>Default: 128; at least 1. The time of an iteration grows with the square.</value>
    public int Width { get; init; } = 128;

    /// <summary>Width of the discriminator's two hidden layers.</summary>
    /// <value>Default: 512; at least 1.</value>
    public int DiscriminatorSize { get; init; } = 512;

    /// <summary>Weight beta of the divergence against the reconstruction error.</summary>
    /// <value>Default: 1; at least 0.</value>
    public double DivergenceWeight { get; init; } = 1;

    /// <summary>How the divergence becomes one number.</summary>
    /// <value>Default: <see cref="LatentDivergence.Sum"/>; TA-VAAL's default is <see cref="LatentDivergence.Mean"/>.</value>
    public LatentDivergence Divergence { get; init; } = LatentDivergence.Sum;

    /// <summary>Weight eta of fooling the discriminator.</summary>
    /// <value>Default: 1; at least 0.</value>
    public double AdversarialWeight { get; init; } = 1;

    /// <summary>Steps of the autoencoder in an iteration, each on new batches, before one step of the discriminator.</summary>
    /// <value>Default: 2; at least 1. TA-VAAL's default is 1.</value>
    public int AutoencoderSteps { get; init; } = 2;

    /// <summary>Where both are trained.</summary>
    /// <value>Default: <see cref="ComputeDevice.Auto"/>.</value>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>The defaults of TA-VAAL: the mean divergence, and one step of the autoencoder.</summary>
    public static VaalTraining TaskAware { get; } = new() { Divergence = LatentDivergence.Mean, AutoencoderSteps = 1 };

    /// <summary>What is wrong with the values, one sentence each; none if nothing is.</summary>
    public IEnumerable<string> FindProblems() =>
    [
        .. AtLeast(nameof(Epochs), Epochs, 1),
        .. AtLeast(nameof(BatchSize), BatchSize, 2),
        .. AtLeast(nameof(LatentSize), LatentSize, 1),
        .. AtLeast(nameof(Width), Width, 1),
        .. AtLeast(nameof(DiscriminatorSize), DiscriminatorSize, 1),
        .. AtLeast(nameof(AutoencoderSteps), AutoencoderSteps, 1),
        .. Problem(!(LearningRate > 0 && double.IsFinite(LearningRate)), nameof(LearningRate), LearningRate, "greater than 0, for example 0.0005"),
        .. Problem(!(DivergenceWeight >= 0 && double.IsFinite(DivergenceWeight)), nameof(DivergenceWeight), DivergenceWeight, "of at least 0, for example 1"),
        .. Problem(!(AdversarialWeight >= 0 && double.IsFinite(AdversarialWeight)), nameof(AdversarialWeight), AdversarialWeight, "of at least 0, for example 1"),
        .. Enum.IsDefined(Divergence) ? Array.Empty<string>() : [$"Divergence is {Divergence}; give Sum or Mean."],
        .. Enum.IsDefined(Device) ? Array.Empty<string>() : [$"Device is {Device}; give Auto, Cpu or Cuda."],
    ];

    private static IEnumerable<string> AtLeast(string name, int value, int least) =>
        value >= least ? [] : [$"{name} is {value}; give at least {least}."];

    private static IEnumerable<string> Problem(bool isWrong, string name, double value, string allowed) =>
        isWrong ? [FormattableString.Invariant($"{name} is {value}; give a number {allowed}.")] : [];
}
