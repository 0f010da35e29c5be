using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A network of given shapes: its input is the embedding, so that heads can be fed with recorded numbers.</summary>
internal sealed class StubNetwork : ImageNetwork
{
    private readonly Linear classifier;

    public StubNetwork(IReadOnlyList<int> stageChannels, int embeddingSize, int classCount)
        : base(nameof(StubNetwork))
    {
        classifier = Linear(embeddingSize, classCount);
        StageChannels = stageChannels;
        EmbeddingSize = embeddingSize;
        RegisterComponents();
    }

    public override Linear Classifier => classifier;

    public override int EmbeddingSize { get; }

    public override IReadOnlyList<int> StageChannels { get; }

    public override NetworkOutput forward(Tensor input) => new(classifier.call(input), input.alias(), []);
}
