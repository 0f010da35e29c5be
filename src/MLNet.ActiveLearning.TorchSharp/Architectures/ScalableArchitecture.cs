using System.Globalization;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A built-in network: it can be made narrower than the published one, and drops numbers of its embedding if it is asked to.</summary>
/// <remarks>
/// Weights are initialised as the PyTorch layers do by default, unless a network says otherwise. Bring a network of your own by
/// deriving from <see cref="Architecture"/> or <see cref="BackboneArchitecture"/>.
/// </remarks>
public abstract record ScalableArchitecture : Architecture
{
    private const int SmallestWidth = 4;

    private readonly int publishedWidth;
    private readonly double publishedDropout;

    private protected ScalableArchitecture(int publishedWidth, double publishedDropout = 0)
    {
        this.publishedWidth = publishedWidth;
        this.publishedDropout = publishedDropout;
        Width = publishedWidth;
        Dropout = publishedDropout;
    }

    /// <summary>Channels of the first stage; those of the later stages are multiples of it.</summary>
    /// <value>Default: that of the published network. Range: 4 and more, for some networks in steps.</value>
    public int Width { get; init; }

    /// <summary>
    /// Probability with which training drops a number of the embedding before the last linear layer. Strategies that look at several
    /// stochastic passes (BALD and its kin) need it.
    /// </summary>
    /// <value>Default: that of the published network, mostly 0: no dropout. Range: at least 0, less than 1; 0.5 is usual.</value>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    /// <remarks>The width and the dropout are part of it where they are not the published ones: <c>resnet18-w16-d0.5</c>.</remarks>
    public sealed override string Name
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{PublishedName}{(Width == publishedWidth ? "" : $"-w{Width}")}{(Dropout == publishedDropout ? "" : $"-d{Dropout}")}");

    /// <summary>The name without width and dropout.</summary>
    internal abstract string PublishedName { get; }

    /// <summary>What <see cref="Width"/> must be a multiple of.</summary>
    private protected virtual int WidthStep => 1;

    /// <summary>The fewest rows and columns that an image must have.</summary>
    private protected virtual int SmallestImage => 1;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [.. FindOwnProblems()];
        if (Width < SmallestWidth || Width % WidthStep != 0)
        {
            string steps = WidthStep == 1 ? "" : $" in steps of {WidthStep}";
            problems.Add($"Width of {GetType().Name} is {Width}; use {SmallestWidth} or more{steps}, {publishedWidth} is the published network.");
        }

        if (!(Dropout >= 0 && Dropout < 1))
        {
            problems.Add(FormattableString.Invariant(
                $"Dropout of {GetType().Name} is {Dropout}; use a probability of at least 0 and less than 1, for example 0.5."));
        }

        return problems;
    }

    /// <inheritdoc/>
    public sealed override ImageNetwork Build(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        spec.ThrowIfInvalid();
        if (spec.Height < SmallestImage || spec.Width < SmallestImage)
        {
            throw new ArgumentException(
                $"'{Name}' takes images of at least {SmallestImage} x {SmallestImage} pixels; these are {spec.Height} x {spec.Width} (rows x columns). "
                + "Make them larger with ml.Transforms.ResizeImages, or use a network that takes any size, such as resnet18.");
        }

        return BuildNetwork(spec);
    }

    /// <summary>Refuses parameters that cannot work, all problems in one message.</summary>
    internal void ThrowIfInvalid()
    {
        IReadOnlyList<string> problems = FindProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
    }

    /// <summary>The problems of the parameters that only this network has.</summary>
    private protected virtual IEnumerable<string> FindOwnProblems() => [];

    /// <summary>Builds the network; parameters and images have been checked.</summary>
    private protected abstract ImageNetwork BuildNetwork(NetworkSpec spec);
}
