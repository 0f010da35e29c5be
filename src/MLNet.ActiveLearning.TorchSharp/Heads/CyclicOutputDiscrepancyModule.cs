using MLNet.ActiveLearning.Architectures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The module of a <see cref="CyclicOutputDiscrepancyHead"/>.</summary>
internal sealed class CyclicOutputDiscrepancyModule : HeadModule
{
    private readonly CyclicOutputDiscrepancyHead options;
    private readonly Func<ImageNetwork> createNetwork;
    private readonly Linear consistency; // (B, D) to (B, C)
    private Trained? trained;

    public CyclicOutputDiscrepancyModule(CyclicOutputDiscrepancyHead options, int embeddingSize, int classCount, Func<ImageNetwork> createNetwork)
        : base(options.Name)
    {
        this.options = options;
        this.createNetwork = createNetwork;
        consistency = Linear(embeddingSize, classCount);
        RegisterComponents();
    }

    public override void OnTrainingStarted(ImageNetwork network, int sampleCount)
    {
        trained?.Teacher.Dispose();
        ImageNetwork teacher = createNetwork();
        teacher.to(network.Classifier.weight!.device);
        teacher.train();
        trained = new Trained(network, teacher);
    }

    public override Tensor ComputeLoss(HeadBatch batch)
    {
        (ImageNetwork student, ImageNetwork teacher) = trained
            ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: a loss of COD before OnTrainingStarted.");
        using var scope = NewDisposeScope();
        Tensor loss = ComputeLoss(batch.Output, teacher, batch.Images ?? throw new InvalidOperationException("The batch of COD has no images."));
        if (batch.UnlabeledImages is { } unlabeled)
        {
            loss = loss + ComputeLoss(student.call(unlabeled), teacher, unlabeled);
        }

        return (loss * options.Weight).MoveToOuterDisposeScope();
    }

    public override void OnStepFinished(ImageNetwork network)
    {
        if (trained is not null)
        {
            trained.Steps++;
            Average(trained.Teacher.parameters(), network.parameters(), trained.Steps, options.MaximumDecay);
        }
    }

    public override void OnTrainingFinished(ImageNetwork network) => DisposeTrainingState();

    public override IReadOnlyList<Tensor> Score(NetworkOutput output) => [];

    /// <summary>How far the second output v is from the classifier's s and the teacher's t, all (B, C).</summary>
    internal static Tensor ComputeLoss(Tensor s, Tensor v, Tensor t) => functional.mse_loss(s, v) + functional.mse_loss(v, t);

    /// <summary>Moves the teacher's parameters to the student's after a step, from 1.</summary>
    internal static void Average(IEnumerable<Tensor> teacher, IEnumerable<Tensor> student, long step, double maximumDecay)
    {
        double decay = Math.Min(1 - (1.0 / (step + 1)), maximumDecay);
        foreach ((Tensor slow, Tensor fast) in teacher.Zip(student))
        {
            slow.mul_(decay).add_(fast, 1 - decay);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            DisposeTrainingState();
        }

        base.Dispose(disposing);
    }

    private Tensor ComputeLoss(NetworkOutput output, ImageNetwork teacher, Tensor images)
    {
        Tensor target;
        using (no_grad())
        {
            target = teacher.call(images).Logits;
        }

        return ComputeLoss(output.Logits, consistency.call(output.Embedding), target);
    }

    private void DisposeTrainingState()
    {
        trained?.Teacher.Dispose();
        trained = null;
    }

    // Not modules of this one: the optimiser must not see the teacher, and a model file must not hold it.
    private sealed class Trained(ImageNetwork student, ImageNetwork teacher)
    {
        public ImageNetwork Teacher => teacher;

        public long Steps { get; set; }

        public void Deconstruct(out ImageNetwork learner, out ImageNetwork average) => (learner, average) = (student, teacher);
    }
}
