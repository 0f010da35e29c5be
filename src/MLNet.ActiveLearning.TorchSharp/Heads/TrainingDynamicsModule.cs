using MLNet.ActiveLearning.Architectures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The module of a <see cref="TrainingDynamicsHead"/>.</summary>
internal sealed class TrainingDynamicsModule : HeadModule
{
    private readonly TrainingDynamicsHead options;
    private readonly int classCount;
    private readonly ModuleList<Linear> reduce; // one a stage: (B, c_s) to (B, HiddenSize)
    private readonly Linear linear; // (B, S * HiddenSize) to (B, C)
    private ProbabilityRunningMean? runningMean;

    public TrainingDynamicsModule(TrainingDynamicsHead options, ImageNetwork network, int classCount)
        : base(options.Name)
    {
        this.options = options;
        this.classCount = classCount;
        IReadOnlyList<int> inputs = network.StageChannels.Count > 0 ? network.StageChannels : [network.EmbeddingSize];
        reduce = ModuleList([.. inputs.Select(size => Linear(size, options.HiddenSize))]);
        linear = Linear(inputs.Count * options.HiddenSize, classCount);
        RegisterComponents();
    }

    public override void OnTrainingStarted(ImageNetwork network, int sampleCount)
    {
        runningMean?.Dispose();
        runningMean = options.Target == DynamicsTarget.RunningMean
            ? new ProbabilityRunningMean(sampleCount, classCount, network.Classifier.weight!.device)
            : null;
    }

    public override Tensor ComputeLoss(HeadBatch batch)
    {
        using var scope = NewDisposeScope();
        return ComputeLoss(batch.Output.Logits, ComputeLogits(batch.Output), batch.SampleIndices).MoveToOuterDisposeScope();
    }

    public override void OnTrainingFinished(ImageNetwork network)
    {
        runningMean?.Dispose();
        runningMean = null;
    }

    public override IReadOnlyList<Tensor> Score(NetworkOutput output)
    {
        using var scope = NewDisposeScope();
        return [ComputeLogits(output).softmax(1).MoveToOuterDisposeScope()];
    }

    /// <summary>The module's logits (B, C).</summary>
    internal Tensor ComputeLogits(NetworkOutput output)
    {
        using var scope = NewDisposeScope();
        var hidden = new Tensor[reduce.Count];
        for (int stage = 0; stage < hidden.Length; stage++)
        {
            Tensor pooled = output.StageMaps.Count == 0 ? output.Embedding : GlobalPooling.Mean(output.StageMaps[stage]); // (B, c_s)
            hidden[stage] = reduce[stage].call(pooled).relu_();
        }

        return linear.call(cat(hidden, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>The loss on a batch whose logits of classifier and module, both (B, C), are given.</summary>
    internal Tensor ComputeLoss(Tensor classifierLogits, Tensor moduleLogits, Tensor sampleIndices)
    {
        using var scope = NewDisposeScope();
        Tensor probabilities = classifierLogits.detach().softmax(1);
        Tensor target = runningMean is null ? probabilities : runningMean.Update(probabilities, sampleIndices);
        return DynamicsLoss.Compute(target, moduleLogits, options.Direction, options.Weight).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            runningMean?.Dispose();
            runningMean = null;
        }

        base.Dispose(disposing);
    }
}
