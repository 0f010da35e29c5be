using System.Diagnostics;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Weights;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>The training of an image classifier, from labelled bytes to a model. Read it from top to bottom, then <see cref="TrainingEpoch"/>.</summary>
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
    private readonly TrainingObservers observers;

    public TrainingLoop(ImageClassificationOptions options, TrainingSet data, TrainingContext context, Device device)
    {
        this.options = options;
        this.data = data;
        this.context = context;
        this.device = device;
        normalization = Normalization.Choose(
            options.Normalization ?? WeightMetadata.ReadNormalization(options.InitialWeights?.Weights, data.Images.Shape.Channels), data.Images);
        all = EpochRows.All(data.Labels.Length, options.BatchSize);
        maximumEpochs = options.Stopping.GetMaximumEpochs(options.Epochs);
        observers = new TrainingObservers(options.Observers, data.ClassNames.Length);
    }

    /// <summary>Images without labels of the same shape, of which each step sees as many as of the others; null for none.</summary>
    public ImageStore? Unlabeled { get; init; }

    /// <summary>A network whose weights below the classifier are taken over where training does not continue a model; null for new ones.</summary>
    public ImageClassificationModel? Backbone { get; init; }

    /// <summary>How epochs go through a part of the images only; null for all of them.</summary>
    public SubsetTrainingOptions? Subset { get; init; }

    private StartingModel StartingModel => new(options, data, normalization, device) { Backbone = Backbone };

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
        int passes = maximumEpochs + (options.WeightAveraging is null ? 0 : 1); // averaged weights see the images once more
        var preparation = new BatchPreparation(options, data, normalization) { Unlabeled = Unlabeled };
        SubsetChoice? choice = Subset is null ? null : new SubsetChoice(Subset, options, data, maximumEpochs, cancelled);
        int batchSize = all.Steps.Max(s => s.Count), largest = Subset is null ? batchSize : Math.Min(data.Labels.Length, options.BatchSize + 1);
        using var batches = new TrainingBatches(preparation, new InputBufferPool(largest, data.Images.Shape), cancelled);
        batches.Use(all, firstEpoch: 0, choice is null ? passes : choice.EpochsFrom(0));
        int iterations = choice?.PlanSteps(options.Epochs) ?? (options.Epochs * all.Steps.Length);
        observers.OnTrainingStarted(new TrainingStart(data.Labels.Length, data.Labels, data.ClassNames, maximumEpochs));

        ImageClassificationModel model = StartingModel.Create(previous, log);
        Optimization optimization = new(model, options, iterations);
        WeightAverager averager = new(options.WeightAveraging, model);
        try
        {
            StoppingMonitor stopping = options.Stopping.CreateMonitor(options.Epochs);
            for (int epoch = 0; epoch < maximumEpochs; epoch++)
            {
                if (choice?.IsDue(epoch) == true)
                {
                    EpochRows chosen = choice.Choose(model, batches.Buffers) ?? throw Diverged(Math.Max(0, epoch - 1), options.Optimizer.LearningRate, double.NaN);
                    batches.Use(chosen, epoch, choice.EpochsFrom(epoch));
                    log($"From epoch {epoch + 1} on, training goes through {chosen.Positions.Length} of {data.Labels.Length} images.");
                }

                TrainingProgress progress = RunEpoch(epoch, model, optimization, labels, batches);
                FinishEpoch(model, progress);
                log(Describe(progress));
                context.Progress?.Report(progress);
                observers.OnEpochFinished(progress, model);
                averager.FinishEpoch(progress.TrainingAccuracy, optimization);
                StoppingDecision decision = stopping.Observe(progress.TrainingAccuracy);
                if (decision == StoppingDecision.Restart)
                {
                    log("The training has collapsed; it starts again with new weights.");
                    averager.Dispose();
                    optimization.Dispose();
                    model.Dispose();
                    model = StartingModel.Create(previous: null, log);
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
                    batches.Use(all, maximumEpochs, epochCount: 1);
                }

                PassImages(model, batches);
            });
            TrainingOutputs.Show(model, data, batches.Buffers, batchSize, cancelled);
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
        ImageClassificationModel model = StartingModel.Create(previous: null, static _ => { });
        Finish(model, static _ => { });
        return model;
    }

    private TrainingProgress RunEpoch(int number, ImageClassificationModel model, Optimization optimization, Tensor labels, TrainingBatches batches)
    {
        long began = Stopwatch.GetTimestamp();
        model.SetMode(training: true);
        using var epoch = new TrainingEpoch(number, model, optimization, labels, observers);
        foreach (TrainingBatch batch in batches.TakePass())
        {
            epoch.Step(batch, batches.Rows.Weights);
        }

        int count = batches.Rows.Positions.Length;
        double meanLoss = epoch.LossSum / count;
        if (!double.IsFinite(meanLoss))
        {
            throw Diverged(number, epoch.LearningRate, meanLoss);
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        optimization.FinishEpoch();
        return new TrainingProgress(number + 1, maximumEpochs, meanLoss, epoch.CorrectCount / (double)count, epoch.LearningRate, count / seconds);
    }

    // The batches of one more epoch, of which the weights learn nothing.
    private void PassImages(ImageClassificationModel model, TrainingBatches batches)
    {
        model.SetMode(training: true);
        foreach (TrainingBatch batch in batches.TakePass())
        {
            using var scope = NewDisposeScope();
            model.Network.call(batch.Buffer.GetInput(batch.Positions.Length, device, model.UsesChannelsLast));
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
