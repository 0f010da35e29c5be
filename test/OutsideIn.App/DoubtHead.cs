using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Outsider;

/// <summary>A head of somebody else's: it learns from the embedding how improbable the classifier finds the true class.</summary>
public sealed record DoubtHead : TrainingHead
{
    public override string Name => "doubt";

    public double Weight { get; init; } = 0.5;

    public override IReadOnlyList<HeadColumn> GetColumns(int classCount) => [new HeadColumn("Doubt", 0)];

    public override HeadModule Build(ImageNetwork network, NetworkSpec spec) => new DoubtModule(network.EmbeddingSize, Weight);
}

/// <summary>The module of <see cref="DoubtHead"/>.</summary>
public sealed class DoubtModule : HeadModule
{
    private readonly Linear linear;
    private readonly double weight;

    public DoubtModule(int embeddingSize, double weight)
        : base("doubt")
    {
        this.weight = weight;
        linear = Linear(embeddingSize, 1);
        RegisterComponents();
    }

    public override Tensor ComputeLoss(HeadBatch batch)
    {
        using var scope = NewDisposeScope();
        // (B): 1 - p of the true class
        Tensor target = 1 - batch.Output.Logits.detach().softmax(1).gather(1, batch.Labels.unsqueeze(1)).squeeze(1);
        Tensor error = Predict(batch.Output) - target;
        return ((error * error).mean() * weight).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<Tensor> Score(NetworkOutput output) => [Predict(output)];

    private Tensor Predict(NetworkOutput output) => linear.call(output.Embedding).sigmoid().squeeze(1);
}
