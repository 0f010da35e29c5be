using System.Diagnostics;
using System.Runtime.InteropServices;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>The training of an image classifier, from labelled bytes to a model. Read it from top to bottom.</summary>
/// <remarks>
/// One thread prepares batches (order, augmentation, normalisation), this one computes with them. Everything random derives from the
/// seed by name, epoch and position, never from a thread's timing: the same seed and thread count give the same weights, bit for bit.
/// </remarks>
internal sealed class TrainingLoop
{
    private readonly ImageClassificationOptions options;
    private readonly TrainingSet data;
    private readonly TrainingContext context;
    private readonly Device device;
    private readonly Normalization normalization;
    private readonly EpochRows all; // every image, alike
    private readonly int maximumEpochs;
    private readonly bool observesBatches;

    public TrainingLoop(ImageClassificationOptions options, TrainingSet data, TrainingContext context, Device device)
    {
        this.options = options;
        this.data = data;
        this.context = context;
        this.device = device;
        bool cifar = data.Images.Shape.Channels == Normalization.Cifar.Mean.Count;
        normalization = options.Normalization ?? WeightMetadata.ReadNormalization(options.InitialWeights?.Weights, data.Images.Shape.Channels)
            ?? (cifar ? Normalization.Cifar : Normalization.FromTrainingData);
        normalization = normalization.Mean.Count > 0 ? normalization : data.Images.Measure();
        all = EpochRows.All(data.Labels.Length, options.BatchSize);
        maximumEpochs = options.Stopping.GetMaximumEpochs(options.Epochs);
        observesBatches = options.Observers.Any(o => o.ObservesBatches);
    }

    /// <summary>Images without labels of the same shape, of which each step sees as many as of the others; null for none.</summary>
    public ImageStore? Unlabeled { get; init; }

    /// <summary>A network whose weights below the classifier are taken over where training does not continue a model; null for new ones.</summary>
    public ImageClassificationModel? Backbone { get; init; }

    /// <summary>How epochs go through a part of the images only; null for all of them.</summary>
    public SubsetTrainingOptions? Subset { get; init; }

    /// <summary>Trains until the stopping rule ends it.</summary>
    /// <param name="previous">The model whose weights to continue from, or null.</param>
    /// <param name="log">Takes a line for each epoch.</param>
    /// <exception cref="OperationCanceledException">Cancelled; noticed before every mini-batch.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    public ImageClassificationModel Run(ImageClassificationModel? previous, Action<string> log)
    {
        CancellationToken cancelled = context.CancellationToken;
        using var threads = TorchThreads.Use(options.Threads);
        using var seed = TorchSeed.Use(SeededRandom.DeriveSeed(options.Seed, "model"), cancelled); // initial weights, and the caller's dropout
        using Tensor labels = tensor(data.Labels, ScalarType.Int64, device); // (N)
        int batchSize = all.Steps.Max(s => s.Count);
        using var buffers = new InputBufferPool(Subset is null ? batchSize : Math.Min(data.Labels.Length, options.BatchSize + 1), data.Images.Shape);
        using var feed = new EpochFeed(new BatchPreparation(options, data, normalization) { Unlabeled = Unlabeled }, buffers, cancelled);
        SubsetChoice? choice = Subset is null ? null : new SubsetChoice(Subset, options, data, maximumEpochs, cancelled);
        int passes = maximumEpochs + (options.WeightAveraging is null ? 0 : 1); // averaged weights see the images once more
        feed.Use(all, firstEpoch: 0, choice is null ? passes : choice.EpochsFrom(0));
        int iterations = choice?.PlanSteps(options.Epochs) ?? (options.Epochs * all.Steps.Length);

        foreach (ITrainingObserver observer in options.Observers)
        {
            observer.OnTrainingStarted(new TrainingStart(data.Labels.Length, data.Labels, data.ClassNames, maximumEpochs));
        }

        ImageClassificationModel model = Start(previous, log);
        Optimization optimization = new(model, options, iterations);
        WeightAverager averager = new(options.WeightAveraging, model);
        try
        {
            StoppingMonitor stopping = options.Stopping.CreateMonitor(options.Epochs);
            for (int epoch = 0; epoch < maximumEpochs; epoch++)
            {
                if (choice?.IsDue(epoch) == true)
                {
                    EpochRows chosen = choice.Choose(model, buffers) ?? throw Diverged(Math.Max(0, epoch - 1), options.Optimizer.LearningRate, double.NaN);
                    feed.Use(chosen, epoch, choice.EpochsFrom(epoch));
                    log($"From epoch {epoch + 1} on, training goes through {chosen.Positions.Length} of {data.Labels.Length} images.");
                }

                TrainingProgress progress = RunEpoch(epoch, model, optimization, labels, feed);
                FinishEpoch(model, progress);
                log(Describe(progress));
                context.Progress?.Report(progress);
                foreach (ITrainingObserver observer in options.Observers)
                {
                    observer.OnEpochFinished(progress);
                }

                Show(model, progress);
                averager.FinishEpoch(progress.TrainingAccuracy, optimization);
                StoppingDecision decision = stopping.Observe(progress.TrainingAccuracy);
                if (decision == StoppingDecision.Restart)
                {
                    log("The training has collapsed; it starts again with new weights.");
                    averager.Dispose();
                    optimization.Dispose();
                    model.Dispose();
                    model = Start(previous: null, log);
                    optimization = new(model, options, iterations);
                    averager = new(options.WeightAveraging, model);
                }
                else if (decision != StoppingDecision.Continue)
                {
                    break;
                }
            }

            averager.Apply(passTrainingImages: () =>
            {
                if (choice is not null)
                {
                    feed.Use(all, maximumEpochs, epochCount: 1);
                }

                PassImages(model, feed);
            });
            TrainingOutputs.Show(model, data, buffers, batchSize, cancelled);
            Finish(model, log);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
        finally
        {
            averager.Dispose();
            optimization.Dispose();
        }
    }

    /// <summary>The model that training would start from.</summary>
    public ImageClassificationModel CreateUntrained()
    {
        using var seed = TorchSeed.Use(SeededRandom.DeriveSeed(options.Seed, "model"));
        ImageClassificationModel model = Start(previous: null, static _ => { });
        Finish(model, static _ => { });
        return model;
    }

    /// <summary>The batches of an epoch of N samples: the last one may be smaller, but a single sample joins the batch before it.</summary>
    internal static (int Start, int Count)[] SplitEpoch(int sampleCount, int batchSize)
    {
        List<(int Start, int Count)> steps = [];
        for (int start = 0; start < sampleCount; start += batchSize)
        {
            steps.Add((start, Math.Min(batchSize, sampleCount - start)));
        }

        if (steps.Count > 1 && steps[^1].Count == 1)
        {
            steps.RemoveAt(steps.Count - 1);
            steps[^1] = (steps[^1].Start, steps[^1].Count + 1);
        }

        return [.. steps];
    }

    private ImageClassificationModel Start(ImageClassificationModel? previous, Action<string> log)
    {
        ImageShape shape = data.Images.Shape;
        var spec = new NetworkSpec(shape.Channels, shape.Height, shape.Width, data.ClassNames.Length);
        var model = new ImageClassificationModel(options, spec, data.ClassNames, normalization, device);
        try
        {
            if (previous is not null)
            {
                model.CopyWeights(previous);
            }
            else if (Backbone is not null)
            {
                model.CopyBackbone(Backbone);
            }
            else if (options.InitialWeights is { Weights: { } weights } initial)
            {
                log($"Initial weights {initial.Path ?? weights.Hash}: {weights.LoadInto(model.Network, initial.Matching)}.");
            }

            if (options.FreezeBackbone)
            {
                model.SetBackboneTrainable(false);
            }

            foreach (HeadModule head in model.Heads)
            {
                head.OnTrainingStarted(model.Network, data.Labels.Length);
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private TrainingProgress RunEpoch(
        int epoch, ImageClassificationModel model, Optimization optimization, Tensor labels, EpochFeed feed)
    {
        long began = Stopwatch.GetTimestamp();
        model.SetMode(training: true);
        using Tensor lossSum = zeros(1, ScalarType.Float32, device);
        using Tensor correct = zeros(1, ScalarType.Int64, device);
        double learningRate = 0;
        EpochRows rows = feed.Rows;
        for (int step = 0; step < rows.Steps.Length; step++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            TrainingBatch batch = feed.Next();
            double rate = optimization.SetLearningRate();
            learningRate = step == 0 ? rate : learningRate;

            // Everything a step allocates is freed at its end; the sums stay on the device, so that no step waits for a read-back.
            using (NewDisposeScope())
            {
                Tensor positions = tensor(batch.Positions, ScalarType.Int64, device); // (B)
                Tensor targets = labels.index_select(0, positions);                   // (B)
                Tensor images = batch.Buffer.GetInput(batch.Positions.Length, device, model.UsesChannelsLast); // (B, C, H, W)
                NetworkOutput output = model.Network.call(images);
                Tensor loss = ComputeLoss(output.Logits, targets, rows.Weights, batch.Positions);
                var headBatch = new HeadBatch(output, targets, positions, epoch)
                {
                    Images = images,
                    UnlabeledImages = batch.Unlabeled?.GetInput(batch.Positions.Length, device, model.UsesChannelsLast),
                };
                foreach (HeadModule head in model.Heads)
                {
                    loss = loss + head.ComputeLoss(headBatch);
                }

                model.ClearGradients();
                loss.backward();
                using (no_grad())
                {
                    foreach (HeadModule head in model.Heads)
                    {
                        head.OnGradients(model.Network, rate);
                    }
                }

                optimization.Step();
                using (no_grad())
                {
                    foreach (HeadModule head in model.Heads)
                    {
                        head.OnStepFinished(model.Network);
                    }

                    lossSum.add_(loss.detach(), batch.Positions.Length);
                    correct.add_(output.Logits.argmax(1).eq(targets).sum());
                    Observe(epoch, batch, output.Logits);
                }
            }

            feed.Return(batch);
        }

        int count = rows.Positions.Length;
        double meanLoss = lossSum.ToDouble() / count; // a NaN or infinity of any step is still in the sum
        if (!double.IsFinite(meanLoss))
        {
            throw Diverged(epoch, learningRate, meanLoss);
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        optimization.FinishEpoch();
        return new TrainingProgress(epoch + 1, maximumEpochs, meanLoss, correct.ToInt64() / (double)count, learningRate, count / seconds);
    }

    // The mean over the batch, each sample times its weight.
    private Tensor ComputeLoss(Tensor logits, Tensor targets, float[]? weights, int[] positions)
    {
        if (weights is null)
        {
            return nn.functional.cross_entropy(logits, targets);
        }

        float[] ofBatch = [.. positions.Select(position => weights[position])];
        return (nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None) * tensor(ofBatch, device: device)).mean();
    }

    // The batches of one more epoch, of which the weights learn nothing.
    private void PassImages(ImageClassificationModel model, EpochFeed feed)
    {
        model.SetMode(training: true);
        for (int step = 0; step < feed.Rows.Steps.Length; step++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            TrainingBatch batch = feed.Next();
            using (NewDisposeScope())
            {
                model.Network.call(batch.Buffer.GetInput(batch.Positions.Length, device, model.UsesChannelsLast));
            }

            feed.Return(batch);
        }
    }

    private void Observe(int epoch, TrainingBatch batch, Tensor logits)
    {
        if (observesBatches)
        {
            using Tensor probabilities = logits.softmax(1).cpu(); // (B, C)
            float[] values = MemoryMarshal.Cast<byte, float>(probabilities.contiguous().bytes).ToArray();
            var observation = new BatchObservation(epoch, batch.Positions, values, data.ClassNames.Length);
            foreach (ITrainingObserver observer in options.Observers.Where(o => o.ObservesBatches))
            {
                observer.OnBatch(observation);
            }
        }
    }

    private void Show(ImageClassificationModel model, TrainingProgress progress)
    {
        IModelObserver[] observers = [.. options.Observers.OfType<IModelObserver>()];
        if (observers.Length > 0)
        {
            model.SetMode(training: false);
            var lent = new ImageClassificationTransformer(model); // not disposed: the model stays the loop's
            foreach (IModelObserver observer in observers)
            {
                observer.OnModel(progress, lent);
            }
        }
    }

    private static string Describe(TrainingProgress progress) => FormattableString.Invariant(
        $"Epoch {progress.Epoch} of {progress.MaximumEpochs}: loss {progress.TrainingLoss:F4}, accuracy {progress.TrainingAccuracy:P1}, learning rate {progress.LearningRate:G4}, {progress.ImagesPerSecond:F0} images/s");

    private static TrainingDivergedException Diverged(int epoch, double learningRate, double loss)
    {
        string rate = FormattableString.Invariant($"{learningRate:G4}");
        string lower = FormattableString.Invariant($"{learningRate / 10:G4}");
        return new TrainingDivergedException(
            $"The training loss became {loss} in epoch {epoch + 1} at learning rate {rate}. Try a learning rate of {lower}, "
            + "a larger batch, or a schedule with a warm-up; also check Normalization and the weights of the heads.")
        {
            Epoch = epoch + 1,
            LearningRate = learningRate,
        };
    }

    private static void FinishEpoch(ImageClassificationModel model, TrainingProgress progress)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (HeadModule head in model.Heads)
        {
            head.OnEpochFinished(model.Network, progress);
        }
    }

    private static void Finish(ImageClassificationModel model, Action<string> log)
    {
        model.ClearGradients();
        model.SetBackboneTrainable(true);
        model.SetMode(training: false);
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (HeadModule head in model.Heads)
        {
            head.OnTrainingFinished(model.Network);
            if (head.Remark is { } remark)
            {
                log(remark);
            }
        }
    }
}
