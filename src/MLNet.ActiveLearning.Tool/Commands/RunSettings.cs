using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Strategies;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>What the user asked <c>run</c> for, checked.</summary>
internal sealed record RunSettings
{
    public required string Data { get; init; }

    /// <summary>The preset or file that the options come from, with its scale; null if they were all typed.</summary>
    public string? Protocol { get; init; }

    /// <summary>What the paper reports whose experiment the options repeat; null if they repeat none.</summary>
    public PublishedResults? Published { get; init; }

    /// <summary>What is built from the data set; null for the set as it is.</summary>
    public PoolConstruction? Construction { get; init; }

    public required IReadOnlyList<StrategyEntry> Strategies { get; init; }

    public required IReadOnlyList<ulong> Seeds { get; init; }

    public required int Rounds { get; init; }

    public required int Start { get; init; }

    /// <summary>Chooses the first labelled images from <see cref="Features"/>; null for a random draw.</summary>
    public StrategyEntry? SeedSet { get; init; }

    /// <summary>The file of features of all images.</summary>
    public string? Features { get; init; }

    public required int Query { get; init; }

    public int? Candidates { get; init; }

    public RetrainingWord Retraining { get; init; }

    /// <summary>The file of the pre-trained network, where one is needed.</summary>
    public string? Pretrained { get; init; }

    /// <summary>What the module of TiDAL's strategies learns to predict.</summary>
    public DynamicsTarget TidalTarget { get; init; }

    /// <summary>The order of the distributions in the loss of TiDAL's module.</summary>
    public DivergenceDirection TidalDirection { get; init; }

    /// <summary>Everything about training but heads, signals and seed, which differ from cell to cell.</summary>
    public required ImageClassificationOptions Training { get; init; }

    public required int Threads { get; init; }

    public int? TestLimit { get; init; }

    public string? Output { get; init; }

    /// <summary>Show results only.</summary>
    public bool Quiet { get; init; }

    /// <summary>Show lines instead of bars.</summary>
    public bool NoProgress { get; init; }

    /// <summary>Where the run's state and results go.</summary>
    public string OutputFolder => Output ?? Path.Combine("runs", RunFolderName.Create(this));

    /// <summary>Refuses numbers that make no sense whatever the data.</summary>
    /// <exception cref="BadArgumentsException">A number is out of its range.</exception>
    public void Validate()
    {
        RequireAtLeast("--rounds", Rounds, 1);
        RequireAtLeast("--start", Start, 2);
        RequireAtLeast("--query", Query, 1);
        RequireAtLeast("--threads", Threads, 1);
        RequireAtLeast("--test-limit", TestLimit, 1);
        RequireAtLeast("--candidates", Candidates, 1);
        Require(Candidates is null || Candidates >= Query, $"--candidates {Candidates} is less than --query {Query}; a query is chosen among the candidates.");
        Require(Seeds.Count > 0, "--seeds names no seed; give a number of seeds, or a list such as 1,2,3.");
        Require(Seeds.Distinct().Count() == Seeds.Count, $"--seeds names a seed twice: {string.Join(',', Seeds)}.");
        Require(Strategies.Count > 0, "--strategies names no strategy; 'mlnet-al strategies' lists them.");
        Require(Strategies.Distinct().Count() == Strategies.Count, $"--strategies names a strategy twice: {string.Join(',', Strategies.Select(s => s.Name))}.");
        RequireNoTargets();
        RequireUsableSeedSet();
        List<RetrainingWord> modes = [Retraining, .. Strategies.Select(RetrainingOf)];
        bool startsFromWeights = modes.Exists(m => m is not (RetrainingWord.FromScratch or RetrainingWord.Update or RetrainingWord.SubsetTraining));
        Require(!startsFromWeights || Pretrained is not null, "--retraining starts from a pre-trained network; name its file with --pretrained backbone.safetensors; 'mlnet-al pretrain' makes one.");
        Require(startsFromWeights || Pretrained is null, "--pretrained goes with --retraining ft, lp-ft, svpp or asvp; leave it out, or choose one of these.");
        bool probes = modes.Exists(m => m is RetrainingWord.ProbeThenFineTune or RetrainingWord.AlignedSelectionViaProxy);
        Require(!probes || Training.Epochs >= 2, $"--epochs is {Training.Epochs}; lp-ft and asvp need at least 2, one for the probe.");
        Require(Training.Epochs >= 1, $"--epochs is {Training.Epochs}; give at least 1.");
        Require(Training.BatchSize >= 2, $"--batch is {Training.BatchSize}; give at least 2.");
        Require(Training.Optimizer.LearningRate > 0, FormattableString.Invariant($"--lr is {Training.Optimizer.LearningRate}; give a number greater than 0, for example 0.1."));
        IEnumerable<string> others = [.. Training.Architecture.FindProblems(), .. Training.Optimizer.FindProblems(), .. Training.Stopping.FindProblems(Training.Epochs), .. Training.WeightAveraging?.FindProblems() ?? []];
        Require(!others.Any(), string.Join(' ', others));
    }

    /// <summary>Refuses numbers that do not fit the data.</summary>
    /// <exception cref="BadArgumentsException">The data are too few.</exception>
    public void Validate(ImageDataset data, ComparisonOptions comparison)
    {
        Require(
            comparison.LabelCount <= data.TrainCount,
            $"--query {Query} with --rounds {Rounds} and --start {Start} needs {comparison.LabelCount} labels; the pool holds {data.TrainCount}.");
        Require(data.TestCount > 0, $"The data set '{data.Name}' has no test images; put some into a folder 'test', next to 'train'.");
        Require(data.ClassNames.Count > 1, $"The data set '{data.Name}' has one class, '{data.ClassNames[0]}'; a classifier needs at least 2.");
    }

    /// <summary>Refuses pre-trained weights that the network cannot take, before any training.</summary>
    /// <exception cref="BadArgumentsException">The weights do not fit.</exception>
    public void ValidateWeights(ImageDataset data)
    {
        if (Training.InitialWeights is { Weights: { } weights } initial)
        {
            using ImageNetwork network = Training.Architecture.Build(new NetworkSpec(data.Channels, data.Height, data.Width, Math.Max(2, data.ClassNames.Count)));
            string? problem = weights.Compare(network, initial.Matching).FindProblem(initial.Matching);
            Require(problem is null, $"--weights {initial.Path}: {problem}");
        }
    }

    /// <summary>What the results depend on beside the sizes, by the names of the options.</summary>
    public IReadOnlyDictionary<string, string> Describe()
    {
        Dictionary<string, string> facts = DescribeTraining();
        if (Training.WeightAveraging is { } averaging)
        {
            facts["swa-start"] = averaging.StartAccuracy.ToString(CultureInfo.InvariantCulture);
        }
        if (Training.Normalization is { } normalization)
        {
            facts["normalization"] = normalization.ToString();
        }
        if (Construction is { } construction)
        {
            facts["construction"] = $"{construction.Description}, drawn by {construction.Seed}";
        }
        if (Training.InitialWeights is { } initial)
        {
            facts["weights"] = $"{Path.GetFileName(initial.Path)}, SHA-256 {initial.Weights?.Hash}";
        }
        if (Features is { } features)
        {
            facts["features"] = Path.GetFileName(features);
        }
        // Named only where they differ from the default: folders of earlier runs keep their names.
        if (TidalTarget != DynamicsTarget.RunningMean)
        {
            facts["tidal-target"] = TidalTarget.ToString();
        }
        if (TidalDirection != DivergenceDirection.TargetToModule)
        {
            facts["tidal-direction"] = TidalDirection.ToString();
        }
        return facts;
    }

    /// <summary>The options with which the trainer of a strategy trains.</summary>
    public ImageClassificationOptions TrainingOf(StrategyEntry entry)
    {
        ImageClassificationOptions completed = entry.Complete(Training);
        return completed with
        {
            Heads = [.. completed.Heads.Select(head => head is TrainingDynamicsHead dynamics
                ? dynamics with { Target = TidalTarget, Direction = TidalDirection }
                : head)],
        };
    }

    /// <summary>How the models of a strategy are trained from round to round.</summary>
    public RetrainingWord RetrainingOf(StrategyEntry entry) => entry.Retraining ?? Retraining;

    private Dictionary<string, string> DescribeTraining() => new()
    {
        ["model"] = Training.Architecture.Name,
        ["epochs"] = Training.Epochs.ToString(CultureInfo.InvariantCulture),
        ["batch"] = Training.BatchSize.ToString(CultureInfo.InvariantCulture),
        ["lr"] = Training.Optimizer.LearningRate.ToString(CultureInfo.InvariantCulture),
        ["optimizer"] = RecordName(Training.Optimizer, "Optimizer"),
        ["schedule"] = RecordName(Training.Schedule, "Schedule"),
        ["augmentation"] = Training.Augmentation is FlipAndCrop { FlipProbability: 0 } ? "Crop" : RecordName(Training.Augmentation, "Augmentation"),
        ["stopping"] = RecordName(Training.Stopping, "Stopping"),
        ["device"] = Training.Device.ToString(),
        ["threads"] = Threads.ToString(CultureInfo.InvariantCulture),
    };

    private void RequireNoTargets()
    {
        StrategyCatalog catalog = new MLContext(seed: 1).ActiveLearning().Strategies;
        foreach (StrategyEntry entry in Strategies)
        {
            Require(
                entry.Create(catalog) is not SetStrategy { NeedsTargetRows: true },
                $"--strategies names '{entry.Name}', which looks for rows like given examples, and a comparison has none to give. Leave it out; 'select' takes examples with --targets, and code with TargetRows.");
        }
    }

    private void RequireUsableSeedSet()
    {
        Require(SeedSet is null == Features is null, "--seed-set and --features go together: a strategy that chooses the first images, and the features of 'mlnet-al features' that it chooses from.");
        Require(SeedSet is null || Construction is null, "--seed-set does not go with a pool that is built, such as by --imbalance or --duplicates: its features are not those of the file. Leave one of them out.");
        if (SeedSet is { } entry && entry.Create(new MLContext(seed: 1).ActiveLearning().Strategies) is var strategy)
        {
            string[] others = [.. strategy.Signals.Select(s => s.Name).Where(s => s != SignalNames.Embedding)];
            Require(others.Length == 0, $"--seed-set is '{entry.Name}', which reads {string.Join(" and ", others)}; before the first round there is no model, only features. Strategies that read features alone are coreset, k-means, activeft, facility-location and others of their kind.");
            Require(strategy is not SetStrategy { NeedsTargetRows: true }, $"--seed-set is '{entry.Name}', which looks for rows like given examples, and there are none to give.");
        }
    }

    private static string RecordName(object part, string suffix) => part.GetType().Name.Replace(suffix, "", StringComparison.Ordinal);

    private static void RequireAtLeast(string option, int? value, int minimum) =>
        Require(value is null || value >= minimum, $"{option} is {value}; give at least {minimum}.");

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new BadArgumentsException(problem);
        }
    }
}
