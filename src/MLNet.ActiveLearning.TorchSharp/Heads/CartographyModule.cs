using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The module of a <see cref="CartographyHead"/>.</summary>
internal sealed class CartographyModule : HeadModule
{
    private readonly CartographyHead options;
    private readonly int embeddingSize;
    private readonly int classCount;

    // Buffers, so that a saved model scores as the trained one did.
    private readonly Tensor weight; // (D)
    private readonly Tensor bias; // (1)
    private readonly Tensor hasClassifier; // (1): 1, or 0 if the entropy stands in for it

    private Tensor? counts; // (N, 2): epochs correct, epochs seen
    private float[] embeddings = []; // (N, D)

    public CartographyModule(CartographyHead options, int embeddingSize, int classCount)
        : base(options.Name)
    {
        this.options = options;
        this.embeddingSize = embeddingSize;
        this.classCount = classCount;
        weight = zeros(embeddingSize).DetachFromDisposeScope();
        bias = zeros(1).DetachFromDisposeScope();
        hasClassifier = zeros(1).DetachFromDisposeScope();
        RegisterComponents();
    }

    public override bool NeedsTrainingOutputs => true;

    public override string? Remark { get; protected set; }

    public override void OnTrainingStarted(ImageNetwork network, int sampleCount)
    {
        counts?.Dispose();
        counts = zeros(sampleCount, 2, device: network.Classifier.weight!.device).DetachFromDisposeScope();
        embeddings = new float[sampleCount * embeddingSize];
    }

    public override Tensor ComputeLoss(HeadBatch batch)
    {
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            Tensor correct = batch.Output.Logits.argmax(1).eq(batch.Labels).to_type(ScalarType.Float32); // (B)
            Counts.index_add_(0, batch.SampleIndices, stack([correct, ones_like(correct)], 1), 1);
        }

        return zeros(1, device: Counts.device).sum().MoveToOuterDisposeScope();
    }

    public override void OnTrainingOutput(NetworkOutput output, IReadOnlyList<int> samplePositions)
    {
        using var scope = NewDisposeScope();
        float[] values = [.. output.Embedding.cpu().contiguous().data<float>()];
        for (int i = 0; i < samplePositions.Count; i++)
        {
            values.AsSpan(i * embeddingSize, embeddingSize).CopyTo(embeddings.AsSpan(samplePositions[i] * embeddingSize));
        }
    }

    public override void OnTrainingFinished(ImageNetwork network)
    {
        float[] all = [.. Counts.cpu().contiguous().data<float>()];
        // Training on a part of the samples may have left some out.
        int[] seen = [.. Enumerable.Range(0, all.Length / 2).Where(i => all[(2 * i) + 1] > 0)];
        bool[] learned = [.. seen.Select(i => Cartography.IsLearned((int)all[2 * i], (int)all[(2 * i) + 1], options.Threshold))];
        bool canLearn = learned.Contains(true) && learned.Contains(false);
        if (canLearn)
        {
            float[] ofSeen = [.. seen.SelectMany(i => embeddings.AsSpan(i * embeddingSize, embeddingSize).ToArray())];
            var classifier = CartographyClassifier.Train(new FloatMatrix(ofSeen, learned.Length, embeddingSize), learned, options.Training);
            weight.copy_(tensor([.. classifier.Weights]));
            bias.copy_(tensor(new[] { classifier.Bias }));
        }

        hasClassifier.copy_(tensor(new[] { canLearn ? 1f : 0f }));
        Remark = canLearn ? null : $"CAL: all {learned.Length} samples were {(learned.Contains(true) ? "learnt" : "not learnt")}, so the classifier's entropy takes the place of the learnt probability.";
        Free();
    }

    public override IReadOnlyList<Tensor> Score(NetworkOutput output)
    {
        using var scope = NewDisposeScope();
        if (hasClassifier.ToSingle() > 0)
        {
            return [((output.Embedding * weight).sum(1) + bias).sigmoid().MoveToOuterDisposeScope()];
        }

        Tensor log = output.Logits.log_softmax(1);
        Tensor entropy = -(log.exp() * log).sum(1); // (B)
        return [(1 - (entropy / (2 * Math.Log(Math.Max(2, classCount))))).MoveToOuterDisposeScope()];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Free();
        }

        base.Dispose(disposing);
    }

    private Tensor Counts => counts ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: CAL is asked before OnTrainingStarted.");

    private void Free()
    {
        counts?.Dispose();
        counts = null;
        embeddings = [];
    }
}
