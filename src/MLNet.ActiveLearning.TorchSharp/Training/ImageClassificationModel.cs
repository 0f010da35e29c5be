using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Signals;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>A trained network with its heads, and what is needed to feed it.</summary>
/// <remarks>The modules are in eval mode and on <see cref="Device"/>. Whoever runs them from several threads must take turns.</remarks>
public sealed class ImageClassificationModel : IDisposable
{
    private readonly List<HeadModule> heads = [];

    internal ImageClassificationModel(
        ImageClassificationOptions options, NetworkSpec spec, IReadOnlyList<string> classNames, Normalization normalization, Device device)
    {
        Options = options;
        Spec = spec;
        ClassNames = classNames;
        Normalization = normalization;
        Device = CPU;
        Network = options.Architecture.Build(spec);
        try
        {
            foreach (TrainingHead head in options.Heads)
            {
                heads.Add(head.Build(Network, spec, options.Architecture));
            }

            DropoutLayers = DropoutLayer.FindAll(Network);
            string[] problems = [.. options.Signals.SelectMany(s => s.FindProblems(Network))];
            if (problems.Length > 0)
            {
                throw new ArgumentException(string.Join(" ", problems));
            }

            UsesChannelsLast = !Network.parameters().Any(IsNarrowPointwise);
            MoveTo(device);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The options it was trained with; without observers, if it was loaded.</summary>
    public ImageClassificationOptions Options { get; }

    /// <summary>The images that go in and the number of classes that come out.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Names of the C classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Mean and deviation of each channel that the network was trained with.</summary>
    public Normalization Normalization { get; }

    /// <summary>Where the modules are.</summary>
    public Device Device { get; private set; }

    /// <summary>The network.</summary>
    public ImageNetwork Network { get; }

    /// <summary>The heads' modules, in the order of <see cref="ImageClassificationOptions.Heads"/>.</summary>
    public IReadOnlyList<HeadModule> Heads => heads;

    internal ImageShape Shape => new(Spec.Channels, Spec.Height, Spec.Width);

    /// <summary>Whether inputs are given in channels-last memory, which is faster on the CPU.</summary>
    internal bool UsesChannelsLast { get; }

    /// <summary>The network's dropout layers.</summary>
    internal IReadOnlyList<DropoutLayer> DropoutLayers { get; } = [];

    /// <summary>All trained modules: the network, then the heads.</summary>
    internal IEnumerable<nn.Module> Modules => [Network, .. heads];

    /// <summary>Frees the weights.</summary>
    public void Dispose()
    {
        foreach (nn.Module module in Modules)
        {
            module.Dispose();
        }
    }

    /// <summary>Moves the modules; before an optimiser is made of them, because moving replaces the parameters.</summary>
    internal void MoveTo(Device device)
    {
        Network.to(device);
        foreach (HeadModule head in Heads)
        {
            head.to(device);
        }

        Device = device;
    }

    /// <summary>A copy of the weights as they are now, in eval mode and on the same device.</summary>
    internal ImageClassificationModel Copy()
    {
        using var seed = TorchSeed.Keep(); // building draws initial weights, which are overwritten at once
        var copy = new ImageClassificationModel(Options with { Observers = [] }, Spec, ClassNames, Normalization, Device);
        copy.CopyWeights(this);
        copy.SetMode(training: false);
        return copy;
    }

    internal void SetMode(bool training)
    {
        foreach (nn.Module module in Modules)
        {
            // Of a frozen network, batch normalisation keeps its figures too.
            module.train(training && !(Options.FreezeBackbone && ReferenceEquals(module, Network)));
        }
    }

    /// <summary>Drops the gradients, which is cheaper than filling them with zeros.</summary>
    internal void ClearGradients()
    {
        foreach (nn.Module module in Modules)
        {
            module.zero_grad();
        }
    }

    /// <summary>Takes over the weights of an earlier model: of the network, and of the heads that both have.</summary>
    /// <exception cref="ArgumentException">The networks differ.</exception>
    internal void CopyWeights(ImageClassificationModel previous)
    {
        if (previous.Options.Architecture != Options.Architecture || previous.Spec != Spec)
        {
            throw new ArgumentException(
                $"The previous model ({previous.Options.Architecture.Name}, {previous.Spec}) and the one to train ({Options.Architecture.Name}, {Spec}) differ, "
                + "so training cannot continue from its weights. Train from scratch, or fix ClassNames and the image size so that they agree.");
        }

        if (!previous.ClassNames.SequenceEqual(ClassNames))
        {
            throw new ArgumentException(
                $"The previous model's classes ({string.Join(", ", previous.ClassNames)}) are not those of the training data ({string.Join(", ", ClassNames)}). "
                + "Set ImageClassificationOptions.ClassNames so that both agree.");
        }

        Copy(previous.Network, Network);
        for (int i = 0; i < Heads.Count; i++)
        {
            int match = previous.Options.Heads.ToList().IndexOf(Options.Heads[i]);
            if (match >= 0)
            {
                Copy(previous.Heads[match], Heads[i]);
            }
        }
    }

    /// <summary>Takes over all weights of another network but its classifier's.</summary>
    /// <exception cref="ArgumentException">The networks differ.</exception>
    internal void CopyBackbone(ImageClassificationModel source)
    {
        if (source.Options.Architecture != Options.Architecture || source.Spec with { ClassCount = Spec.ClassCount } != Spec)
        {
            throw new ArgumentException(
                $"The pre-trained model ({source.Options.Architecture.Name}, {source.Spec}) and the one to train ({Options.Architecture.Name}, {Spec}) differ, "
                + "so its weights cannot be taken over. Use the same Architecture and images of the same size.");
        }

        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        HashSet<IntPtr> classifier = [.. Network.Classifier.parameters().Select(p => p.Handle)];
        Dictionary<string, Tensor> values = source.Network.state_dict();
        foreach ((string name, Tensor target) in Network.state_dict().Where(t => !classifier.Contains(t.Value.Handle)))
        {
            target.copy_(values[name]);
        }
    }

    /// <summary>Says which parameters of the network below the classifier are trained.</summary>
    internal void SetBackboneTrainable(bool trainable)
    {
        HashSet<IntPtr> classifier = [.. Network.Classifier.parameters().Select(p => p.Handle)];
        foreach (Parameter parameter in Network.parameters().Where(p => !classifier.Contains(p.Handle)))
        {
            parameter.requires_grad = trainable;
        }
    }

    // oneDNN 2.6, which libtorch 1.13 uses, hangs or crashes in the gradient of a strided 1x1 convolution of fewer than 6 channels in
    // channels-last memory. Weights (C_out, C_in, 1, 1) do not tell the stride, so all such convolutions count.
    internal static bool IsNarrowPointwise(Parameter weight) => weight.shape is [_, < 8, 1, 1];

    private static void Copy(nn.Module from, nn.Module to)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> source = from.state_dict();
        foreach ((string name, Tensor target) in to.state_dict())
        {
            target.copy_(source[name]);
        }
    }
}
