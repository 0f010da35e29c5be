using System.Runtime.InteropServices;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>VAAL's two networks, trained against each other on labelled images and those of the pool.</summary>
/// <remarks>
/// An iteration: some steps of the autoencoder, each on a new batch of both sets, to reconstruct both and to make the discriminator take both for
/// labelled; then a step of the discriminator, on the last batches, to tell them apart by their latent means. With conditions (TA-VAAL), the
/// decoder is given their sigmoid and the discriminator the conditions themselves. Use it inside a <see cref="TorchSeed"/>.
/// </remarks>
internal sealed class AdversarialAutoencoder : IDisposable
{
    private readonly VaalTraining training;
    private readonly ImageAutoencoder autoencoder;
    private readonly LatentDiscriminator discriminator;

    /// <summary>Builds both with their initial weights.</summary>
    /// <param name="training">Sizes and training.</param>
    /// <param name="image">Channels, rows and columns.</param>
    /// <param name="conditionSize">1 for TA-VAAL, else 0.</param>
    /// <param name="device">Where they are trained.</param>
    public AdversarialAutoencoder(VaalTraining training, IReadOnlyList<int> image, int conditionSize, Device device)
    {
        this.training = training;
        autoencoder = new ImageAutoencoder(image, training.Width, training.LatentSize, conditionSize);
        discriminator = new LatentDiscriminator(training.LatentSize + conditionSize, training.DiscriminatorSize);
        autoencoder.to(device);
        discriminator.to(device);
    }

    /// <summary>Trains both.</summary>
    /// <param name="pool">The pool's images.</param>
    /// <param name="labeled">The labelled images.</param>
    /// <param name="random">Order of the rows.</param>
    /// <param name="cancellationToken">Looked at in every iteration.</param>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public void Train(ImageRows pool, ImageRows labeled, SeededRandom random, CancellationToken cancellationToken)
    {
        var poolBatches = new RowCycle(pool.Count, training.BatchSize, random);
        var labeledBatches = new RowCycle(labeled.Count, training.BatchSize, random);
        long passRows = (long)pool.Count + labeled.Count;
        long iterationsOfEpoch = Math.Max(1, passRows / training.BatchSize);
        using optim.Optimizer autoencoderSteps = optim.Adam(autoencoder.parameters(), training.LearningRate);
        using optim.Optimizer discriminatorSteps = optim.Adam(discriminator.parameters(), training.LearningRate);
        autoencoder.train();
        discriminator.train();
        for (int epoch = 1; epoch <= training.Epochs; epoch++)
        {
            for (long iteration = 1; iteration <= iterationsOfEpoch; iteration++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                Batch fromPool = default, fromLabeled = default;
                Tensor? loss = null;
                for (int step = 0; step < training.AutoencoderSteps; step++)
                {
                    fromPool = Read(pool, poolBatches);
                    fromLabeled = Read(labeled, labeledBatches);
                    loss = ComputeLoss(fromLabeled, fromPool);
                    Step(autoencoderSteps, loss);
                }
                Tensor discriminatorLoss = ComputeDiscriminatorLoss(fromLabeled, fromPool);
                Step(discriminatorSteps, discriminatorLoss);
                if (iteration == iterationsOfEpoch)
                {
                    ThrowIfDiverged(loss!.item<float>() + discriminatorLoss.item<float>(), epoch);
                }
            }
        }
    }

    /// <summary>The discriminator's log-odds that each row is labelled, without chance: batch norm uses its running averages.</summary>
    public float[] ComputeLogits(ImageRows rows, CancellationToken cancellationToken)
    {
        using var mode = inference_mode();
        autoencoder.eval();
        discriminator.eval();
        float[] logits = new float[rows.Count];
        for (int first = 0; first < rows.Count; first += training.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            int[] batch = [.. Enumerable.Range(first, Math.Min(training.BatchSize, rows.Count - first))];
            (Tensor images, Tensor? conditions) = rows.Read(batch);
            Tensor found = discriminator.call(Append(autoencoder.Encode(autoencoder.Pad(images)).Mean, conditions));
            MemoryMarshal.Cast<byte, float>(found.cpu().contiguous().bytes).CopyTo(logits.AsSpan(first));
        }
        return logits;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        autoencoder.Dispose();
        discriminator.Dispose();
    }

    private static void Step(optim.Optimizer optimizer, Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
    }

    private static Tensor Append(Tensor latent, Tensor? conditions) => conditions is null ? latent : cat([latent, conditions], 1);

    private Batch Read(ImageRows rows, RowCycle cycle)
    {
        (Tensor images, Tensor? conditions) = rows.Read(cycle.Next());
        return new Batch(autoencoder.Pad(images), conditions);
    }

    private Tensor ComputeLoss(Batch labeled, Batch pool)
    {
        (Tensor labeledLoss, Tensor labeledLogits) = Pass(labeled);
        (Tensor poolLoss, Tensor poolLogits) = Pass(pool);
        return labeledLoss + poolLoss + (VaalLoss.Adversarial(labeledLogits, poolLogits) * training.AdversarialWeight);
    }

    private (Tensor Loss, Tensor Logits) Pass(Batch batch)
    {
        (Tensor mean, Tensor logVariance) = autoencoder.Encode(batch.Images);
        Tensor latent = mean + ((logVariance * 0.5).exp() * randn_like(mean));
        Tensor reconstruction = autoencoder.Decode(Append(latent, batch.Conditions?.sigmoid()));
        Tensor loss = VaalLoss.Autoencoder(batch.Images, reconstruction, mean, logVariance, training.DivergenceWeight, training.Divergence);
        return (loss, discriminator.call(Append(mean, batch.Conditions)));
    }

    private Tensor ComputeDiscriminatorLoss(Batch labeled, Batch pool)
    {
        Tensor labeledLatent, poolLatent;
        using (no_grad())
        {
            labeledLatent = Append(autoencoder.Encode(labeled.Images).Mean, labeled.Conditions);
            poolLatent = Append(autoencoder.Encode(pool.Images).Mean, pool.Conditions);
        }
        return VaalLoss.Discriminator(discriminator.call(labeledLatent), discriminator.call(poolLatent));
    }

    private void ThrowIfDiverged(float loss, int epoch)
    {
        if (!float.IsFinite(loss))
        {
            throw new TrainingDivergedException(FormattableString.Invariant(
                $"The autoencoder's loss is {loss} in epoch {epoch} with learning rate {training.LearningRate}. Lower LearningRate; 0.0005 is the default."))
            {
                Epoch = epoch,
                LearningRate = training.LearningRate,
            };
        }
    }

    private readonly record struct Batch(Tensor Images, Tensor? Conditions);
}
