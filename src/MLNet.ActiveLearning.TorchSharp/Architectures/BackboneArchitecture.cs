using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The short way to bring a network: give a module that turns images into embeddings; the classifier is added.</summary>
/// <remarks>
/// <code>
/// public sealed record TinyNet : BackboneArchitecture
/// {
///     public override string Name =&gt; "tiny";
///
///     protected override Module&lt;Tensor, Tensor&gt; BuildBackbone(NetworkSpec spec) =&gt; Sequential(
///         Conv2d(spec.Channels, 32, 3), ReLU(), AdaptiveAvgPool2d(1), Flatten());
/// }
/// </code>
/// The network has no stage maps; heads that want them, such as the one of TiDAL, use the embedding instead. Derive from
/// <see cref="Architecture"/> and <see cref="ImageNetwork"/> to show stage maps.
/// </remarks>
public abstract record BackboneArchitecture : Architecture
{
    /// <inheritdoc/>
    /// <remarks>The embedding's size is found by passing one black image through the backbone in eval mode.</remarks>
    /// <exception cref="ArgumentException">The backbone fails on images of this size, or its output is not (B, D).</exception>
    public sealed override ImageNetwork Build(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.ThrowIfInvalid();
        Module<Tensor, Tensor> backbone = BuildBackbone(spec);
        return new BackboneNetwork(Name, backbone, MeasureEmbedding(backbone, spec), spec.ClassCount);
    }

    /// <summary>Builds the backbone with newly initialised weights, on the CPU.</summary>
    /// <param name="spec">The images that go in.</param>
    /// <returns>A module from (B, Channels, Height, Width) to (B, D) that returns a new tensor; the network owns it.</returns>
    protected abstract Module<Tensor, Tensor> BuildBackbone(NetworkSpec spec);

    private int MeasureEmbedding(Module<Tensor, Tensor> backbone, NetworkSpec spec)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        backbone.eval();
        long[] shape = backbone.call(zeros(1, spec.Channels, spec.Height, spec.Width)).shape;
        backbone.train();
        if (shape.Length != 2 || shape[0] != 1 || shape[1] < 1)
        {
            throw new ArgumentException(
                $"Backbone '{Name}' turned an image of (1, {spec.Channels}, {spec.Height}, {spec.Width}) into ({string.Join(", ", shape)}); "
                + "it must give (1, D). End it with a global average pooling and a flatten.");
        }

        return checked((int)shape[1]);
    }
}
