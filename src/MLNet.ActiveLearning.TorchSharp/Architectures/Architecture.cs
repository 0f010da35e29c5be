namespace MLNet.ActiveLearning.Architectures;

/// <summary>The definition of a network: parameters only, no weights.</summary>
/// <remarks>
/// Bring your own network by deriving a record from this class, or from <see cref="BackboneArchitecture"/> if you have a module
/// that gives an embedding. A model is saved with the record's type name and its public properties as JSON, so keep the type
/// public and its properties of plain types if models are to be saved.
/// </remarks>
public abstract record Architecture
{
    /// <summary>ResNet-18 for small images (3x3 stem); change it with <c>Architecture.ResNet18 with { Width = 16 }</c>.</summary>
    public static ResNet ResNet18 => new() { Depth = 18 };

    /// <summary>ResNet-34 for small images (3x3 stem).</summary>
    public static ResNet ResNet34 => new() { Depth = 34 };

    /// <summary>ResNet-50 for small images (3x3 stem), with bottleneck blocks.</summary>
    public static ResNet ResNet50 => new() { Depth = 50 };

    /// <summary>VGG-11 for small images, with batch normalisation and one linear layer.</summary>
    public static Vgg Vgg11 => new() { Depth = 11 };

    /// <summary>VGG-19 for small images, with batch normalisation and one linear layer.</summary>
    public static Vgg Vgg19 => new() { Depth = 19 };

    /// <summary>Deep layer aggregation for small images.</summary>
    public static Dla Dla => new();

    /// <summary>Shake-shake of depth 14, whose branches are mixed at random in training.</summary>
    public static ShakeShake ShakeShake14 => new() { Depth = 14 };

    /// <summary>The small network for MNIST.</summary>
    public static MnistNet MnistNet => new();

    /// <summary>DRN-D-22, a dilated residual network whose last map has an eighth of the image's side.</summary>
    public static Drn DrnD22 => new();

    /// <summary>The names that <see cref="Parse"/> knows; each may be followed by <c>-w</c> and a width, then <c>-d</c> and a dropout probability, as in <c>resnet18-w16-d0.5</c>.</summary>
    public static IReadOnlyList<string> KnownNames => ArchitectureNames.Known;

    /// <summary>A short name for logs and reports, for example <c>"resnet18"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Finds the architecture of a name such as <c>resnet18</c>, <c>resnet50-imagenet</c> or <c>resnet18-w16-d0.5</c>.</summary>
    /// <param name="name">A name of <see cref="KnownNames"/>, upper or lower case, with an optional width and dropout.</param>
    /// <returns>An architecture whose <see cref="Name"/> is the given name in lower case.</returns>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the known ones.</exception>
    public static Architecture Parse(string name) => ArchitectureNames.Parse(name);

    /// <summary>The reasons why these parameters cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public virtual IReadOnlyList<string> FindProblems() => [];

    /// <summary>Builds a network with newly initialised weights, drawn from torch's generator.</summary>
    /// <param name="spec">The images that go in and the number of classes that come out.</param>
    /// <returns>A network on the CPU; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The architecture cannot take images of this size.</exception>
    public abstract ImageNetwork Build(NetworkSpec spec);
}
