using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Signals;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The module of a <see cref="DynamicInfluenceHead"/>.</summary>
internal sealed class DynamicInfluenceModule : HeadModule
{
    private readonly DynamicInfluenceHead options;
    private readonly int classCount;
    private readonly Func<ImageNetwork>? createNetwork;
    private readonly Linear? dynamic; // (B, D) to (B, C)
    private readonly TrainingDynamicsModule? multiscale; // stage maps to (B, C)

    // Buffers, so that a saved model scores as the trained one did.
    private readonly Tensor directionWeight; // (C, D)
    private readonly Tensor directionBias; // (C)
    private readonly Tensor scale; // (1): the factor on all scores

    private ProbabilityRunningMean? runningMean;
    private LinearSnapshot? initial;
    private InfluenceTrace? trace; // of TracInCP; lives as long as the module

    public DynamicInfluenceModule(DynamicInfluenceHead options, ImageNetwork network, int classCount, Func<ImageNetwork>? createNetwork)
        : base(options.Name)
    {
        this.options = options;
        this.classCount = classCount;
        this.createNetwork = createNetwork;
        dynamic = options.Shape == DynamicHeadShape.Linear ? Linear(network.EmbeddingSize, classCount) : null;
        multiscale = options.Shape == DynamicHeadShape.Multiscale ? new TrainingDynamicsModule(new TrainingDynamicsHead(), network, classCount) : null;
        directionWeight = zeros(classCount, network.EmbeddingSize).DetachFromDisposeScope();
        directionBias = zeros(classCount).DetachFromDisposeScope();
        scale = ones(1).DetachFromDisposeScope();
        RegisterComponents();
    }

    private bool HasTrace => options.Checkpoints != InfluenceCheckpoints.Final;

    public override void OnTrainingStarted(ImageNetwork network, int sampleCount)
    {
        DisposeTrainingState();
        trace?.Dispose();
        trace = HasTrace ? new InfluenceTrace(createNetwork!) : null;
        runningMean = new ProbabilityRunningMean(sampleCount, classCount, network.Classifier.weight!.device);
        initial = new LinearSnapshot(network.Classifier);
        using var noGradients = no_grad();
        directionWeight.zero_();
        directionBias.zero_();
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
            .Compute(target, ComputeDynamicLogits(batch.Output), DivergenceDirection.TargetToModule, options.Weight)
            .MoveToOuterDisposeScope();
    }

    public override void OnGradients(ImageNetwork network, double learningRate)
    {
        if (options.Accumulation == InfluenceAccumulation.GradientSum)
        {
            AddGradient(directionWeight, network.Classifier.weight, learningRate);
            AddGradient(directionBias, network.Classifier.bias, learningRate);
        }
    }

    public override void OnEpochFinished(ImageNetwork network, TrainingProgress progress)
    {
        if (trace is not null && progress.Epoch % options.CheckpointEvery == 0)
        {
            UpdateDirection(network);
            trace.Add(network, progress.LearningRate, directionWeight, directionBias, scale);
        }
    }

    public override void OnTrainingFinished(ImageNetwork network)
    {
        using (no_grad())
        using (NewDisposeScope())
        {
            UpdateDirection(network);
        }

        if (options.Checkpoints == InfluenceCheckpoints.Last)
        {
            trace?.DropFirstHalf();
        }

        DisposeTrainingState();
    }

    public override IReadOnlyList<Tensor> Score(ScoringBatch batch)
    {
        using var scope = NewDisposeScope();
        Tensor logits = ComputeDynamicLogits(batch.Output);
        return [logits.softmax(1).MoveToOuterDisposeScope(), Project(batch.Images, batch.Output, logits).MoveToOuterDisposeScope()];
    }

    public override IReadOnlyList<Tensor> Score(NetworkOutput output)
    {
        using var scope = NewDisposeScope();
        Tensor logits = ComputeDynamicLogits(output);
        return [logits.softmax(1).MoveToOuterDisposeScope(), Project(null, output, logits).MoveToOuterDisposeScope()];
    }

    /// <summary>The score (B) of samples whose logits of the dynamic head (B, C) are given.</summary>
    internal Tensor Project(Tensor? images, NetworkOutput output, Tensor dynamicLogits)
    {
        using var scope = NewDisposeScope();
        Tensor logQ = dynamicLogits.log_softmax(1);
        Tensor q = logQ.exp();
        if (!HasTrace)
        {
            // With the dynamic head's probabilities on both sides the soft label's gradient would be 0.
            bool usesDynamic = options.Probabilities == InfluenceProbabilities.Dynamic && options.Label != DynamicInfluenceLabel.Soft;
            Tensor logP = usesDynamic ? logQ : output.Logits.log_softmax(1);
            return new InfluenceDirection(directionWeight, directionBias, scale)
                .Project(output.Embedding, logP, options.Label, q).MoveToOuterDisposeScope();
        }

        if (trace is null || images is null)
        {
            throw new InvalidOperationException(
                $"DynamicInfluenceHead with Checkpoints {options.Checkpoints} needs the checkpoints of its training and the images. Model files do not hold "
                + "checkpoints: score with the trained model itself, or train with Checkpoints Final.");
        }

        return trace.Sum(images, (then, direction) => direction.Project(then.Embedding, then.Logits.log_softmax(1), options.Label, q)).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeTrainingState();
            trace?.Dispose();
            trace = null;
        }

        base.Dispose(disposing);
    }

    private static void AddGradient(Tensor direction, Parameter? parameter, double learningRate)
    {
        if (parameter?.grad is { } gradient)
        {
            direction.add_(gradient, -learningRate);
        }
    }

    private Tensor ComputeDynamicLogits(NetworkOutput output) => multiscale is null ? dynamic!.call(output.Embedding) : multiscale.ComputeLogits(output);

    private void UpdateDirection(ImageNetwork network)
    {
        if (initial is null)
        {
            throw new InvalidOperationException("Bug in MLNet.ActiveLearning: a direction of DISAL without OnTrainingStarted.");
        }

        if (options.Accumulation == InfluenceAccumulation.ParameterDifference)
        {
            (Tensor weightChange, Tensor biasChange) = initial.ChangeTo(network.Classifier);
            directionWeight.copy_(weightChange);
            directionBias.copy_(biasChange);
        }

        scale.copy_(InfluenceDirection.ComputeScale(directionWeight, directionBias, options.Normalize));
    }

    private void DisposeTrainingState()
    {
        runningMean?.Dispose();
        runningMean = null;
        initial?.Dispose();
        initial = null;
    }
}
