using MLNet.ActiveLearning.Architectures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The module of a <see cref="LossPredictionHead"/>.</summary>
internal sealed class LossPredictionModule : HeadModule
{
    private readonly LossPredictionHead options;
    private readonly ModuleList<Linear> reduce; // one a stage: (B, c_s) to (B, HiddenSize)
    private readonly Linear linear; // (B, S * HiddenSize) to (B, 1)

    public LossPredictionModule(LossPredictionHead options, ImageNetwork network)
        : base(options.Name)
    {
        this.options = options;
        reduce = StageReduction.CreateLayers(network, options.HiddenSize);
        linear = Linear(reduce.Count * options.HiddenSize, 1);
        RegisterComponents();
    }

    public override Tensor ComputeLoss(HeadBatch batch)
    {
        using var scope = NewDisposeScope();
        Tensor actual = functional.cross_entropy(batch.Output.Logits.detach(), batch.Labels, reduction: Reduction.None); // (B)
        Tensor predicted = Predict(batch.Output, isShared: batch.Epoch < options.SharedEpochs);
        return (ComparePairs(predicted, actual).mean() * options.Weight).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<Tensor> Score(NetworkOutput output) => [Predict(output, isShared: true)];

    /// <summary>The ranking loss of each pair (i, B-1-i): (B/2) of (B) predicted and true losses.</summary>
    internal Tensor ComparePairs(Tensor predicted, Tensor actual)
    {
        using var scope = NewDisposeScope();
        Tensor difference = DifferenceOfPairs(predicted);
        Tensor order = DifferenceOfPairs(actual).gt(0).to_type(difference.dtype) * 2 - 1; // +1, or -1 of ties too
        Tensor agreement = order * difference;
        Tensor loss = options.Ranking == RankingLoss.Hinge
            ? (options.Margin - agreement).clamp_min(0)
            : functional.softplus(-agreement);

        // A batch of one has no pair: the loss is 0, not the mean of nothing.
        return (loss.shape[0] > 0 ? loss : (predicted * 0)).MoveToOuterDisposeScope();
    }

    private Tensor Predict(NetworkOutput output, bool isShared)
    {
        using var scope = NewDisposeScope();
        return linear.call(StageReduction.Compute(reduce, output, isShared)).squeeze(1).MoveToOuterDisposeScope(); // (B)
    }

    private static Tensor DifferenceOfPairs(Tensor values)
    {
        long pairs = values.shape[0] / 2;
        return values.narrow(0, 0, pairs) - values.flip(0).narrow(0, 0, pairs);
    }
}
