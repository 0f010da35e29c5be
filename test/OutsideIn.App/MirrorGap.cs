using MLNet.ActiveLearning.Signals;
using static TorchSharp.torch;

namespace Outsider;

/// <summary>A signal of somebody else's: how much the probabilities of an image and of its mirror image differ, from 0 to 2.</summary>
public sealed record MirrorGap : ScoringSignal
{
    public override string Name => "mirror-gap";

    public string ColumnName { get; init; } = "MirrorGap";

    public override IReadOnlyList<ScoringColumn> GetColumns(int classCount) => [new ScoringColumn(ColumnName)];

    public override IReadOnlyList<Tensor> Compute(ScoringBatch batch)
    {
        using var scope = NewDisposeScope();
        Tensor mirrored = batch.Network.call(batch.Images.flip(3)).Logits.softmax(1);
        return [(batch.Output.Logits.softmax(1) - mirrored).abs().sum(1).MoveToOuterDisposeScope()];
    }
}
