using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>
/// The online network (backbone, projector, predictor), which gradients train, and the target network (backbone, projector), which follows it.
/// </summary>
/// <remarks>
/// The target is in eval mode: it normalises by its running statistics, which are moving averages of the online network's like all its parameters
/// (Cai et al., "Exponential Moving Average Normalization for Self-supervised and Semi-supervised Learning", CVPR 2021).
/// </remarks>
internal sealed class ByolNetwork : IDisposable
{
    private const double SmallestLength = 1e-12;
    private readonly Sequential projector;
    private readonly Sequential predictor;
    private readonly ImageNetwork target;
    private readonly Sequential targetProjector;
    private readonly (Tensor Online, Tensor Target, bool IsCounter)[] followed;

    public ByolNetwork(ByolOptions options, ImageShape shape, Device device)
    {
        var spec = new NetworkSpec(shape.Channels, shape.Height, shape.Width, ClassCount: 2); // the classifier is not trained
        Online = options.Architecture.Build(spec);
        projector = CreatePerceptron(Online.EmbeddingSize, options.HiddenSize, options.ProjectionSize);
        predictor = CreatePerceptron(options.ProjectionSize, options.HiddenSize, options.ProjectionSize);
        target = options.Architecture.Build(spec);
        targetProjector = CreatePerceptron(Online.EmbeddingSize, options.HiddenSize, options.ProjectionSize);
        foreach (Module module in new Module[] { Online, projector, predictor, target, targetProjector })
        {
            module.to(device);
        }

        target.eval();
        targetProjector.eval();
        UsesChannelsLast = !Online.parameters().Any(ImageClassificationModel.IsNarrowPointwise);
        followed = [.. Pair(Online, target), .. Pair(projector, targetProjector)];
        Follow(momentum: 0);
        HashSet<IntPtr> classifier = [.. Online.Classifier.parameters().Select(p => p.Handle)];
        Trained =
        [
            .. Online.parameters().Where(p => !classifier.Contains(p.Handle)), .. projector.parameters(), .. predictor.parameters(),
        ];
    }

    /// <summary>The network whose backbone is wanted.</summary>
    public ImageNetwork Online { get; }

    /// <summary>Whether inputs are given in channels-last memory.</summary>
    public bool UsesChannelsLast { get; }

    /// <summary>What gradients train.</summary>
    public IReadOnlyList<Parameter> Trained { get; }

    /// <summary>All tensors by name, parameters and statistics.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State =>
        new (string Prefix, Module Module)[] { ("online", Online), ("projector", projector), ("predictor", predictor), ("target", target), ("target_projector", targetProjector) }
            .SelectMany(m => m.Module.state_dict().Select(t => KeyValuePair.Create($"{m.Prefix}.{t.Key}", t.Value)));

    /// <summary>The loss of a batch of B images, each seen twice.</summary>
    /// <param name="first">(B, C, H, W).</param>
    /// <param name="second">(B, C, H, W).</param>
    /// <returns>
    /// <c>mean_i (2 - 2 cos(q1_i, z2_i)) + mean_i (2 - 2 cos(q2_i, z1_i))</c> with the predictions q of the online network and the projections z of the target,
    /// to which no gradient flows; and how far the projections z1 lie apart.
    /// </returns>
    public (Tensor Loss, Tensor Spread) ComputeLoss(Tensor first, Tensor second)
    {
        Tensor prediction1 = predictor.call(projector.call(Online.call(first).Embedding));
        Tensor prediction2 = predictor.call(projector.call(Online.call(second).Embedding));
        Tensor target1, target2;
        using (no_grad())
        {
            target1 = Unit(targetProjector.call(target.call(first).Embedding));
            target2 = Unit(targetProjector.call(target.call(second).Embedding));
        }

        Tensor loss = Distance(Unit(prediction1), target2) + Distance(Unit(prediction2), target1);
        return (loss, target1.std(0, false).mean() * Math.Sqrt(target1.shape[1]));
    }

    /// <summary>Moves the target towards the online network: <c>target = m target + (1 - m) online</c>, parameters and statistics.</summary>
    public void Follow(double momentum)
    {
        using var noGradients = no_grad();
        foreach ((Tensor online, Tensor follower, bool isCounter) in followed)
        {
            if (isCounter || momentum == 0)
            {
                follower.copy_(online);
            }
            else
            {
                follower.mul_(momentum).add_(online, 1 - momentum);
            }
        }
    }

    /// <summary>Before a training step.</summary>
    public void ClearGradients()
    {
        Online.zero_grad();
        projector.zero_grad();
        predictor.zero_grad();
    }

    public void Dispose()
    {
        foreach (Module module in new Module[] { Online, projector, predictor, target, targetProjector })
        {
            module.Dispose();
        }
    }

    /// <summary><c>mean_i (2 - 2 a_i b_i)</c> of vectors of length 1, (B, P): the mean squared distance.</summary>
    internal static Tensor Distance(Tensor a, Tensor b) => ((a * b).sum(1).mean() * -2) + 2;

    internal static Tensor Unit(Tensor vectors) => vectors / vectors.square().sum(1, true).sqrt().clamp_min(SmallestLength);

    private static Sequential CreatePerceptron(long inputs, long hidden, long outputs) => Sequential(
        ("linear1", Linear(inputs, hidden, false)), ("norm", BatchNorm1d(hidden)), ("relu", ReLU()), ("linear2", Linear(hidden, outputs, false)));

    private static IEnumerable<(Tensor Online, Tensor Target, bool IsCounter)> Pair(Module online, Module target)
    {
        Dictionary<string, Tensor> followers = target.state_dict();
        return online.state_dict().Select(t => (t.Value, followers[t.Key], NetworkTensors.IsBatchCounter(t.Key)));
    }
}
