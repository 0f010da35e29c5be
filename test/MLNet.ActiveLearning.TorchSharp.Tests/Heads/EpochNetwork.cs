using MLNet.ActiveLearning.Architectures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>Shows the embedding of the epoch that its buffer names.</summary>
internal sealed class EpochNetwork : ImageNetwork
{
    private readonly Linear classifier;
    private readonly Tensor epoch; // (1)

    public EpochNetwork(int size, int classes)
        : base(nameof(EpochNetwork))
    {
        classifier = Linear(size, classes);
        epoch = zeros(1).DetachFromDisposeScope();
        EmbeddingSize = size;
        RegisterComponents();
    }

    public Tensor Epoch => epoch;

    public override Linear Classifier => classifier;

    public override int EmbeddingSize { get; }

    public override IReadOnlyList<int> StageChannels => [];

    public override NetworkOutput forward(Tensor input)
    {
        Tensor embedding = input.flatten(1).narrow(1, (long)epoch.ToSingle() * EmbeddingSize, EmbeddingSize);
        return new NetworkOutput(classifier.call(embedding), embedding, []);
    }
}
