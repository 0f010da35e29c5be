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
        reduce = StageReduction.CreateLayers(network, options.HiddenSize);
        linear = Linear(reduce.Count * options.HiddenSize, classCount);
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
        return linear.call(StageReduction.Compute(reduce, output)).MoveToOuterDisposeScope();
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
