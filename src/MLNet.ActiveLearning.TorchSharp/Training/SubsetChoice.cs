using System.Runtime.InteropServices;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Retraining;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Chooses the images of subset training: those whose last-layer gradients, weighted, add up to that of all (GRAD-MATCH).</summary>
/// <remarks>
/// Gradients are taken at the labels, of weights and biases, in eval mode and without augmentation. The batches that are chosen among are cut from
/// one random order, which follows from the trainer's seed and stays the same through the training: images that lie together in a file are often
/// of one class.
/// </remarks>
internal sealed class SubsetChoice
{
    private readonly SubsetTrainingOptions options;
    private readonly TrainingSet data;
    private readonly int batchSize;
    private readonly int warmEpochs;
    private readonly int maximumEpochs;
    private readonly Parallelism parallelism;
    private readonly int[] order; // place in the fixed batches to position

    public SubsetChoice(SubsetTrainingOptions options, ImageClassificationOptions training, TrainingSet data, int maximumEpochs, CancellationToken cancellationToken)
    {
        this.options = options;
        this.data = data;
        this.maximumEpochs = maximumEpochs;
        batchSize = training.BatchSize;
        warmEpochs = Math.Min(maximumEpochs, (int)(options.WarmStartFraction * training.Epochs));
        parallelism = new Parallelism(training.Threads ?? 0, cancellationToken);
        order = SeededRandom.Derive(training.Seed, "subset-batches").Permutation(data.Labels.Length);
    }

    private int Count => data.Labels.Length;

    /// <summary>Rows to choose before a batch or a class rounds them up.</summary>
    private int Budget => Math.Clamp((int)Math.Ceiling((options.Fraction * Count) - 1e-9), Math.Min(2, Count), Count);

    /// <summary>Whether images are chosen before an epoch, from 0.</summary>
    public bool IsDue(int epoch) => epoch >= warmEpochs && (epoch - warmEpochs) % options.ReselectEvery == 0;

    /// <summary>For how many epochs the images in use from an epoch on are used.</summary>
    public int EpochsFrom(int epoch) => epoch < warmEpochs ? warmEpochs - epoch : Math.Min(options.ReselectEvery, maximumEpochs - epoch);

    /// <summary>The steps of a training of some epochs, as far as they are known before it.</summary>
    public int PlanSteps(int epochs)
    {
        int warm = Math.Min(epochs, warmEpochs);
        int rows = options.Unit == SubsetUnit.Batch ? Math.Min(Count, (Budget + batchSize - 1) / batchSize * batchSize) : Budget;
        return (warm * TrainingBatches.SplitEpoch(Count, batchSize).Length) + ((epochs - warm) * TrainingBatches.SplitEpoch(rows, batchSize).Length);
    }

    /// <summary>Chooses.</summary>
    /// <param name="model">The network as it is now; left in eval mode.</param>
    /// <param name="buffers">For inputs of a batch.</param>
    /// <returns>The images, or null if the network gives NaN or infinity for one.</returns>
    public EpochRows? Choose(ImageClassificationModel model, InputBufferPool buffers)
    {
        (int classCount, int size) = (model.Spec.ClassCount, model.Network.EmbeddingSize);
        float[] probabilities = new float[Count * classCount];
        float[] embeddings = new float[Count * size];
        int[] places = new int[Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[order[i]] = i;
        }

        PlainImages.Pass(
            model,
            data,
            buffers,
            Math.Min(Count, batchSize),
            (output, positions) =>
            {
                Spread(output.Logits.softmax(1), positions, probabilities, classCount);
                Spread(output.Embedding, positions, embeddings, size);
            },
            parallelism.CancellationToken);
        if (!probabilities.All(float.IsFinite) || !embeddings.All(float.IsFinite))
        {
            return null;
        }

        var gradients = GradientEmbeddings.AtClasses(
            new FloatMatrix(probabilities, Count, classCount),
            new FloatMatrix(embeddings, Count, size),
            [.. order.Select(position => data.Labels[position])],
            GradientKind.BiasLinear,
            parallelism);
        WeightedRow[] chosen = options.Unit == SubsetUnit.Batch
            ? TrainingSubset.SelectPerBatch(gradients, batchSize, Budget, options.Pursuit, parallelism)
            : TrainingSubset.SelectPerClass(gradients, Budget, options.Pursuit, options.Unit == SubsetUnit.ClassOutput, parallelism);

        // Batch normalisation cannot work on one image: the last of the fixed batches may hold no more.
        return chosen.Length < 2
            ? EpochRows.All(Count, batchSize)
            : EpochRows.Weighted([.. chosen.Select(row => row with { Index = order[row.Index] })], Count, batchSize);

        void Spread(Tensor values, int[] positions, float[] into, int width)
        {
            using Tensor onHost = values.to_type(ScalarType.Float32).cpu().contiguous(); // (B, width)
            ReadOnlySpan<float> rows = MemoryMarshal.Cast<byte, float>(onHost.bytes);
            for (int i = 0; i < positions.Length; i++)
            {
                rows.Slice(i * width, width).CopyTo(into.AsSpan(places[positions[i]] * width));
            }
        }
    }
}
