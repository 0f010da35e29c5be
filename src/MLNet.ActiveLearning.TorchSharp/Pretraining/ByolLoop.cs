using System.Diagnostics;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>The pre-training, from bytes to weights. Read it from top to bottom.</summary>
/// <remarks>One thread makes views, this one computes with them. Everything random derives from the seed by name, epoch and image.</remarks>
internal sealed class ByolLoop
{
    private readonly ByolOptions options;
    private readonly ImageStore images;
    private readonly Normalization normalization;
    private readonly Device device;
    private readonly CancellationToken cancellationToken;
    private readonly (int Start, int Count)[] steps; // the batches of an epoch

    public ByolLoop(ByolOptions options, ImageStore images, Device device, CancellationToken cancellationToken)
    {
        this.options = options;
        this.images = images;
        this.device = device;
        this.cancellationToken = cancellationToken;
        normalization = Normalization.Choose(options.Normalization, images);
        steps = TrainingBatches.SplitEpoch(images.Count, options.BatchSize);
    }

    /// <summary>Trains to the last epoch, from the state that was kept if there is one.</summary>
    /// <param name="report">Takes the progress after each epoch.</param>
    public PretrainedWeights Run(Action<PretrainingProgress> report)
    {
        using var threads = TorchThreads.Use(options.Threads);
        using var seed = TorchSeed.Use(SeededRandom.DeriveSeed(options.Seed, "model"), cancellationToken);
        using var network = new ByolNetwork(options, images.Shape, device);
        using optim.Optimizer optimizer = options.Optimizer.Build([new ParameterSet(network.Trained, options.Optimizer.LearningRate)]);
        ByolCheckpoint? checkpoint = options.CheckpointFolder is { } folder ? new ByolCheckpoint(folder, options, normalization, images) : null;
        int finished = checkpoint?.Load(network, optimizer) ?? 0;
        if (finished < options.Epochs)
        {
            using var buffers = new InputBufferPool(steps.Max(s => s.Count), images.Shape);
            using IEnumerator<Views> views = Prefetch.Ahead(PrepareViews(buffers, finished), ahead: 1, cancellationToken).GetEnumerator();
            for (int epoch = finished; epoch < options.Epochs; epoch++)
            {
                report(RunEpoch(epoch, network, optimizer, views, buffers));
                if (checkpoint is not null && ((epoch + 1) % options.CheckpointInterval == 0 || epoch + 1 == options.Epochs))
                {
                    checkpoint.Save(epoch + 1, network, optimizer);
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return PretrainedWeights.FromNetwork(network.Online, includeClassifier: false, Describe());
    }

    private PretrainingProgress RunEpoch(int epoch, ByolNetwork network, optim.Optimizer optimizer, IEnumerator<Views> views, InputBufferPool buffers)
    {
        long began = Stopwatch.GetTimestamp();

        // Dropout of the caller's network draws the same numbers whether the training was interrupted before or not.
        using var seed = TorchSeed.Use(SeededRandom.DeriveSeed(options.Seed, FormattableString.Invariant($"epoch/{epoch}")), cancellationToken);
        using Tensor lossSum = zeros(1, ScalarType.Float32, device);
        using Tensor spreadSum = zeros(1, ScalarType.Float32, device);
        double rate = 0, momentum = 0;
        for (int step = 0; step < steps.Length; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            views.MoveNext();
            (InputBuffer first, InputBuffer second, int count) = views.Current;
            int iteration = (epoch * steps.Length) + step, iterations = options.Epochs * steps.Length;
            rate = options.Schedule.GetLearningRate(options.Optimizer.LearningRate, new TrainingClock(epoch, options.Epochs, iteration, iterations));
            momentum = TargetMomentum.At(options.TargetMomentum, iteration, iterations);
            foreach (optim.ILearningRateController group in optimizer.ParamGroups)
            {
                group.LearningRate = rate;
            }

            using (NewDisposeScope())
            {
                (Tensor loss, Tensor spread) = network.ComputeLoss(
                    first.GetInput(count, device, network.UsesChannelsLast), second.GetInput(count, device, network.UsesChannelsLast));
                network.ClearGradients();
                loss.backward();
                optimizer.step();
                network.Follow(momentum);
                using (no_grad())
                {
                    lossSum.add_(loss.detach(), count);
                    spreadSum.add_(spread, count);
                }
            }

            buffers.Return(first);
            buffers.Return(second);
        }

        double meanLoss = lossSum.ToDouble() / images.Count; // a NaN or infinity of any step is still in the sum
        if (!double.IsFinite(meanLoss))
        {
            throw new TrainingDivergedException(FormattableString.Invariant(
                $"The loss of pre-training became {meanLoss} in epoch {epoch + 1} at learning rate {rate:G4}. Try a learning rate of {rate / 10:G4}, or a larger batch."))
            {
                Epoch = epoch + 1,
                LearningRate = rate,
            };
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new PretrainingProgress(epoch + 1, options.Epochs, meanLoss, spreadSum.ToDouble() / images.Count, rate, momentum, images.Count / seconds);
    }

    private Dictionary<string, string> Describe()
    {
        var metadata = new Dictionary<string, string>
        {
            [WeightMetadata.Architecture] = options.Architecture.Name,
            ["method"] = "BYOL with exponential moving average normalization",
            ["epochs"] = FormattableString.Invariant($"{options.Epochs}"),
            ["images"] = FormattableString.Invariant($"{images.Count}"),
            ["seed"] = FormattableString.Invariant($"{options.Seed}"),
        };
        WeightMetadata.WriteNormalization(metadata, normalization);
        return metadata;
    }

    // Runs on the thread of the prefetcher, for all epochs without a pause; leaving the training stops it.
    private IEnumerable<Views> PrepareViews(InputBufferPool buffers, int firstEpoch)
    {
        var writer = new ViewWriter(images.Shape, normalization);
        ulong viewSeed = SeededRandom.DeriveSeed(options.Seed, "views");
        for (int epoch = firstEpoch; epoch < options.Epochs; epoch++)
        {
            int[] order = SeededRandom.Derive(options.Seed, FormattableString.Invariant($"order/{epoch}")).Permutation(images.Count);
            ulong epochSeed = SeededRandom.Hash(viewSeed, (ulong)epoch);
            foreach ((int start, int count) in steps)
            {
                (InputBuffer first, InputBuffer second) = (buffers.Rent(), buffers.Rent());
                WriteViews(order.AsSpan(start, count), epochSeed, writer, first.GetPixels(count), second.GetPixels(count));
                yield return new Views(first, second, count);
            }
        }
    }

    private void WriteViews(ReadOnlySpan<int> positions, ulong epochSeed, ViewWriter writer, Span<float> first, Span<float> second)
    {
        int size = images.Shape.Size;
        for (int i = 0; i < positions.Length; i++)
        {
            var random = new SeededRandom(SeededRandom.Hash(epochSeed, (ulong)positions[i]));
            ReadOnlySpan<byte> image = images[positions[i]];
            writer.Write(image, options.Views.Choose(random, images.Shape), first.Slice(i * size, size));
            writer.Write(image, options.Views.Choose(random, images.Shape), second.Slice(i * size, size));
        }
    }

    private sealed record Views(InputBuffer First, InputBuffer Second, int Count);
}
