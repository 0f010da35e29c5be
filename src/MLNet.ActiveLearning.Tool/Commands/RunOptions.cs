using System.CommandLine;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Tool.Presets;
using MLNet.ActiveLearning.Tool.Strategies;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using static MLNet.ActiveLearning.Tool.Commands.OptionFactory;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The options of <c>run</c>, and how they become <see cref="RunSettings"/>.</summary>
internal sealed class RunOptions
{
    private static readonly Choice<Func<double, TrainingOptimizer>> Optimizers = new("--optimizer",
        ("sgd", lr => new SgdOptimizer { LearningRate = lr }),
        ("adam", lr => new AdamOptimizer { LearningRate = lr }),
        ("rmsprop", lr => new RmsPropOptimizer { LearningRate = lr }));

    private static readonly Choice<LearningRateSchedule> Schedules = new("--schedule",
        ("multistep", new MultiStepSchedule()),
        ("cosine", new CosineSchedule()),
        ("constant", new ConstantSchedule()),
        ("step", new StepSchedule()),
        ("polynomial", new PolynomialSchedule()));

    private static readonly Choice<Augmentation> Augmentations = new("--augmentation",
        ("on", new FlipAndCrop()),
        ("crop", new FlipAndCrop { FlipProbability = 0 }),
        ("off", new NoAugmentation()));

    private static readonly Choice<Normalization?> Normalizations = new("--normalization",
        ("auto", null),
        ("cifar", Normalization.Cifar),
        ("cifar100", Normalization.Cifar100),
        ("imagenet", Normalization.ImageNet),
        ("mnist", Normalization.Mnist),
        ("data", Normalization.FromTrainingData));

    private static readonly Choice<RetrainingWord> Retrainings = new("--retraining",
        ("scratch", RetrainingWord.FromScratch),
        ("update", RetrainingWord.Update),
        ("ft", RetrainingWord.FineTune),
        ("lp-ft", RetrainingWord.ProbeThenFineTune),
        ("svpp", RetrainingWord.SelectionViaProxy),
        ("asvp", RetrainingWord.AlignedSelectionViaProxy),
        ("grad-match", RetrainingWord.SubsetTraining));

    private static readonly Choice<StoppingRule> Stoppings = new("--stopping", ("fixed", new FixedEpochs()), ("distil", new DistilStopping()));

    private static readonly Choice<ComputeDevice> Devices = new("--device", ("auto", ComputeDevice.Auto), ("cpu", ComputeDevice.Cpu), ("cuda", ComputeDevice.Cuda));

    private readonly Option<string> data = Text("--data", DefaultJob.Data, "A folder or .zip of images by class, a published data set's folder, or 'synthetic'.");
    private readonly Option<string> strategies = Text("--strategies", DefaultJob.Strategies, "Names with commas between them; 'mlnet-al strategies' lists them. NAME@MODE trains that strategy's models by another --retraining than the others'.");
    private readonly Option<string> seeds = Text("--seeds", DefaultJob.Seeds, "How many repetitions, or a list of seeds such as 1,2,3.");
    private readonly Option<int> rounds = Integer("--rounds", DefaultJob.Rounds, "Models trained for each strategy and seed; one query fewer.");
    private readonly Option<int?> start = OptionalInteger("--start", $"Images labelled at the start, drawn at random. Default: {DefaultJob.Start}; with copies 500, with few examples a class 100 of each.");
    private readonly Option<string?> seedSet = OptionalText("--seed-set", "The strategy that chooses those images, from --features alone, such as coreset, activeft or facility-location. Default: at random.");
    private readonly Option<string?> features = OptionalText("--features", "Features of all images, of 'mlnet-al features', for --seed-set.");
    private readonly Option<int> query = Integer("--query", DefaultJob.Query, "Labels asked for in each round.");
    private readonly Option<string> model = Text("--model", DefaultJob.Model, $"The network: {string.Join(", ", Architecture.KnownNames)}.");
    private readonly Option<int?> width = OptionalInteger("--width", $"Channels of the network's first stage. Default: {DefaultJob.Width}; the published networks have 64, shake-shake and mnist-net 32.");
    private readonly Option<string?> weights = OptionalText("--weights", "Pre-trained weights that every model starts from: a file of PyTorch or .safetensors; 'mlnet-al weights' shows one.");
    private readonly Option<int> epochs = Integer("--epochs", DefaultJob.Epochs, "Times that training goes through the labelled images.");
    private readonly Option<int> batch = Integer("--batch", DefaultJob.Batch, "Images of a mini-batch.");
    private readonly Option<double> learningRate = Number("--lr", DefaultJob.LearningRate, "Learning rate at the start.");
    private readonly Option<string> optimizer = Text("--optimizer", DefaultJob.Optimizer, Optimizers.Listed);
    private readonly Option<string> schedule = Text("--schedule", DefaultJob.Schedule, $"Course of the learning rate: {Schedules.Listed}");
    private readonly Option<string> augmentation = Text("--augmentation", "on", $"Flip and crop training images at random, or crop alone: {Augmentations.Listed}");
    private readonly Option<string> normalization = Text("--normalization", "auto", $"Means and deviations of the channels: {Normalizations.Listed}");
    private readonly Option<double?> averagingStart = OptionalNumber("--swa-start", "Average the weights of epochs (SWA) once the training accuracy is above this; 0.95 is usual. Default: no averaging.");
    private readonly Option<int?> candidates = OptionalInteger("--candidates", $"Score a random part of the unlabelled images only. Default: all; {DefaultJob.SyntheticCandidates} of the embedded set.");
    private readonly Option<string> retraining = Text("--retraining", "scratch", $"What a new round's model starts from: {Retrainings.Listed}");
    private readonly Option<string?> pretrained = OptionalText("--pretrained", "The pre-trained network for ft, lp-ft, svpp and asvp: weights (.safetensors, .pth), of 'pretrain' for example, or a model (.zip) of ActiveLearning().Save.");
    private readonly Option<string> stopping = Text("--stopping", "fixed", $"When a training ends: {Stoppings.Listed}");
    private readonly Option<string> tidalTarget = TidalChoices.CreateTarget();
    private readonly Option<string> tidalDirection = TidalChoices.CreateDirection();
    private readonly Option<string> device = Text("--device", "auto", Devices.Listed);
    private readonly Option<int?> threads = OptionalInteger("--threads", "Threads of the tensor library. Default: the physical cores.");
    private readonly Option<int?> testLimit = OptionalInteger("--test-limit", $"Measure on a random part of the test images. Default: all; {DefaultJob.SyntheticTestLimit} of the embedded set.");
    private readonly Option<string?> output = OptionalText("--output", "Folder of the run's state and results; the same command continues it. Default: runs/<data>-<settings>.");
    // Written out into other options before the command line is parsed; here for the help and the record.
    private readonly Option<string?> preset = OptionalText(RunArguments.PresetOption, "A published experiment; 'mlnet-al presets' lists them. Options typed beside it win.");
    private readonly Option<string?> experiment = OptionalText(RunArguments.FileOption, "A JSON file of options by name, without the dashes. Options typed beside it win.");
    private readonly Option<string?> scale = OptionalText(RunArguments.ScaleOption, $"Shrink a preset or a file, in (0, 1]: {Scale.Rules}.");
    private readonly ConstructionOptions construction = new();
    private readonly Option<bool> quiet = Switch("--quiet", "Show the results only.");
    private readonly Option<bool> noProgress = Switch("--no-progress", "Show lines instead of progress bars.");

    public IReadOnlyList<Option> All =>
    [
        preset, experiment, scale, data, strategies, seeds, rounds, start, seedSet, features, query, model, width, weights, epochs, batch, learningRate, optimizer, schedule, averagingStart, augmentation, normalization,
        .. construction.All, candidates, retraining, pretrained, stopping, tidalTarget, tidalDirection, device, threads, testLimit, output, quiet, noProgress,
    ];

    /// <exception cref="BadArgumentsException">A value cannot be used.</exception>
    public RunSettings Read(ParseResult result)
    {
        string source = result.GetRequiredValue(data);
        bool isEmbedded = source.Equals(ImageDatasets.SyntheticName, StringComparison.OrdinalIgnoreCase);
        var settings = new RunSettings
        {
            Data = source,
            Strategies = [.. SplitList(result.GetRequiredValue(strategies)).Select(FindStrategy)],
            TidalTarget = TidalChoices.Targets.Read(result.GetRequiredValue(tidalTarget)),
            TidalDirection = TidalChoices.Directions.Read(result.GetRequiredValue(tidalDirection)),
            Seeds = SeedList.Parse(result.GetRequiredValue(seeds)),
            Rounds = result.GetRequiredValue(rounds),
            Start = result.GetValue(start) ?? DefaultJob.Start,
            Protocol = DescribeProtocol(result),
            Published = result.GetValue(preset) is { } id ? ReportedNumbers.Read(PresetCatalog.Find(id)) : null,
            Construction = construction.Read(result, result.GetValue(start)),
            SeedSet = result.GetValue(seedSet) is { } name ? StrategyRegistry.Find(name) : null,
            Features = result.GetValue(features),
            Query = result.GetRequiredValue(query),
            Candidates = result.GetValue(candidates) ?? (isEmbedded ? Math.Max(DefaultJob.SyntheticCandidates, result.GetRequiredValue(query)) : null),
            Retraining = Retrainings.Read(result.GetRequiredValue(retraining)),
            Pretrained = result.GetValue(pretrained),
            Training = ReadTraining(result),
            Threads = result.GetValue(threads) ?? PhysicalCores.Count,
            TestLimit = result.GetValue(testLimit) ?? (isEmbedded ? DefaultJob.SyntheticTestLimit : null),
            Output = result.GetValue(output),
            Quiet = result.GetValue(quiet),
            NoProgress = result.GetValue(noProgress),
        };
        settings.Validate();
        return settings;
    }

    private static StrategyEntry FindStrategy(string text) => text.Split('@', 2) is [string name, string mode]
        ? StrategyRegistry.Find(name) with { Name = text, Retraining = Retrainings.Read(mode) }
        : StrategyRegistry.Find(text);

    private string? DescribeProtocol(ParseResult result)
    {
        string? source = result.GetValue(preset) ?? result.GetValue(experiment);
        return source is null || result.GetValue(scale) is not { } factor ? source : $"{source} at scale {factor}: {Scale.Rules}";
    }

    private ImageClassificationOptions ReadTraining(ParseResult result) => new()
    {
        Architecture = ModelName.Read(result.GetRequiredValue(model), result.GetValue(width), DefaultJob.Width),
        InitialWeights = result.GetValue(weights) is { } file ? new InitialWeights { Path = file, Weights = WeightsCommand.Load(file) } : null,
        Epochs = result.GetRequiredValue(epochs),
        BatchSize = result.GetRequiredValue(batch),
        Optimizer = Optimizers.Read(result.GetRequiredValue(optimizer))(result.GetRequiredValue(learningRate)),
        Schedule = Schedules.Read(result.GetRequiredValue(schedule)),
        WeightAveraging = result.GetValue(averagingStart) is { } accuracy ? new WeightAveraging { StartAccuracy = accuracy } : null,
        Augmentation = Augmentations.Read(result.GetRequiredValue(augmentation)),
        Normalization = Normalizations.Read(result.GetRequiredValue(normalization)),
        Stopping = Stoppings.Read(result.GetRequiredValue(stopping)),
        Device = Devices.Read(result.GetRequiredValue(device)),
    };
}
