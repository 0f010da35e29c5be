using MLNet.ActiveLearning.Architectures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The module of a <see cref="DynamicInfluenceHead"/>.</summary>
internal sealed class DynamicInfluenceModule : HeadModule
{
    private const double SmallestNorm = 1e-12;

    private readonly DynamicInfluenceHead options;
    private readonly int classCount;
    private readonly Linear dynamic; // (B, D) to (B, C)

    // Buffers, so that a saved model scores as the trained one did.
    private readonly Tensor directionWeight; // (C, D)
    private readonly Tensor directionBias; // (C)
    private readonly Tensor scale; // (1): the factor on all scores

    private ProbabilityRunningMean? runningMean;
    private LinearSnapshot? initial;

    public DynamicInfluenceModule(DynamicInfluenceHead options, int embeddingSize, int classCount)
        : base(options.Name)
    {
        this.options = options;
        this.classCount = classCount;
        dynamic = Linear(embeddingSize, classCount);
        directionWeight = zeros(classCount, embeddingSize).DetachFromDisposeScope();
        directionBias = zeros(classCount).DetachFromDisposeScope();
        scale = ones(1).DetachFromDisposeScope();
        RegisterComponents();
    }

    public override void OnTrainingStarted(ImageNetwork network, int sampleCount)
    {
        DisposeTrainingState();
        runningMean = new ProbabilityRunningMean(sampleCount, classCount, network.Classifier.weight!.device);
        initial = new LinearSnapshot(network.Classifier);
    }

    public override Tensor ComputeLoss(HeadBatch batch)
    {
        if (runningMean is null)
        {
            throw new InvalidOperationException("Bug in MLNet.ActiveLearning: a loss of DISAL before OnTrainingStarted.");
        }

        using var scope = NewDisposeScope();
        Tensor target = runningMean.Update(batch.Output.Logits.detach().softmax(1), batch.SampleIndices);
        return DynamicsLoss
            .Compute(target, dynamic.call(batch.Output.Embedding), DivergenceDirection.TargetToModule, options.Weight)
            .MoveToOuterDisposeScope();
    }

    public override void OnTrainingFinished(ImageNetwork network)
    {
        if (initial is null)
        {
            throw new InvalidOperationException("Bug in MLNet.ActiveLearning: the end of DISAL's training without OnTrainingStarted.");
        }

        using (no_grad())
        using (NewDisposeScope())
        {
            (Tensor weightChange, Tensor biasChange) = initial.ChangeTo(network.Classifier);
            directionWeight.copy_(weightChange);
            directionBias.copy_(biasChange);
            Tensor norm = (directionWeight.square().sum() + directionBias.square().sum()).sqrt();
            scale.copy_(options.Normalize ? norm.clamp_min(SmallestNorm).reciprocal() : ones_like(norm));
        }

        DisposeTrainingState();
    }

    public override IReadOnlyList<Tensor> Score(NetworkOutput output)
    {
        using var scope = NewDisposeScope();
        Tensor logits = dynamic.call(output.Embedding);
        Tensor projected = Project(output.Embedding, logits);
        return [logits.softmax(1).MoveToOuterDisposeScope(), projected.MoveToOuterDisposeScope()];
    }

    /// <summary>The score (B) of samples with embeddings (B, D) and logits of the dynamic head (B, C).</summary>
    internal Tensor Project(Tensor embedding, Tensor dynamicLogits)
    {
        using var scope = NewDisposeScope();
        Tensor logQ = dynamicLogits.log_softmax(1);
        Tensor q = logQ.exp();
        Tensor change = functional.linear(embedding, directionWeight, directionBias); // (B, C): dZ

        // Both factors are centred: a shift common to all classes, however large, then costs no digits.
        Tensor logQCentred = logQ - (q * logQ).sum(1, true);
        Tensor changeCentred = change - (q * change).sum(1, true);
        return ((q * logQCentred * changeCentred).sum(1) * scale).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeTrainingState();
        }

        base.Dispose(disposing);
    }

    private void DisposeTrainingState()
    {
        runningMean?.Dispose();
        runningMean = null;
        initial?.Dispose();
        initial = null;
    }
}
