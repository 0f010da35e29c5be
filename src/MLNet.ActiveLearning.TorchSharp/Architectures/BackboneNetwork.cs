using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A user's backbone with a linear classifier behind it.</summary>
internal sealed class BackboneNetwork : ImageNetwork
{
    private readonly Module<Tensor, Tensor> backbone;
    private readonly Linear classifier;

    public BackboneNetwork(string name, Module<Tensor, Tensor> backbone, int embeddingSize, int classCount)
        : base(name)
    {
        this.backbone = backbone;
        classifier = Linear(embeddingSize, classCount);
        EmbeddingSize = embeddingSize;
        RegisterComponents();
    }

    public override Linear Classifier => classifier;

    public override int EmbeddingSize { get; }

    public override IReadOnlyList<int> StageChannels => [];

    public override NetworkOutput forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor embedding = backbone.call(input); // (B, D)
        Tensor logits = classifier.call(embedding); // (B, C)
        return new NetworkOutput(logits.MoveToOuterDisposeScope(), embedding.MoveToOuterDisposeScope(), []);
    }
}
