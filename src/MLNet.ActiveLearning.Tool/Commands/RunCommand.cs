using System.CommandLine;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Tool.Output;
using MLNet.ActiveLearning.Tool.Wording;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al run</c>: compares strategies on a data set.</summary>
internal static class RunCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var options = new RunOptions();
        var command = new Command("run", "Compare strategies: train, measure, ask for labels, again; write curves and tables.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }
        command.SetAction((result, cancellation) => RunAsync(options.Read(result), console, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(RunSettings settings, IAnsiConsole console, CancellationToken cancellation)
    {
        ImageDataset images = OpenData(settings);
        settings = settings with { Start = images.InitialIds?.Count ?? settings.Start };
        var data = ComparisonData.FromImages(images, settings.TestLimit);
        TorchRuntime.Start(settings.Threads);
        if (settings.Training.Device == Training.ComputeDevice.Cuda && TorchRuntime.CudaDeviceCount == 0)
        {
            throw new BadArgumentsException("--device is 'cuda' but no CUDA device was found; 'mlnet-al doctor' says what was. Use --device auto or cpu.");
        }

        settings.ValidateWeights(images);
        var ml = new MLContext(seed: 1);
        ComparisonOptions options = CreateOptions(settings, images, ml);
        settings.Validate(images, options);
        using FeatureStore? features = OpenFeatures(settings, images);
        data = features is null ? data : data with { Pool = features.AddTo(data.Pool, data.IdColumnName) };
        var view = RunView.Create(console, settings);
        view.ShowStart(settings, images, data);
        options = options with { Notes = [.. RunWarnings.Find(settings, images, cancellation)] };
        view.ShowWarnings(options.Notes);
        try
        {
            ComparisonResult result = await view.FollowAsync(progress =>
                new StrategyComparison(ml, data, options with { Progress = progress }).RunAsync(cancellation));
            ResultsView.Show(console, result);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.WriteLine($"Cancelled. Run the same command again to continue; the state is in {settings.OutputFolder}.");
            return ExitCode.Cancelled;
        }
        catch (SettingsChangedException e)
        {
            throw new BadArgumentsException(e.Message);
        }
    }

    private static ImageDataset OpenData(RunSettings settings)
    {
        ImageDataset images = OpenData(settings.Data);
        try
        {
            return settings.Construction is { } construction ? images.With(construction) : images;
        }
        catch (ArgumentException e)
        {
            throw new BadArgumentsException(FailureText.OneLine(e.Message));
        }
    }

    /// <exception cref="BadArgumentsException">There is no such data set.</exception>
    internal static ImageDataset OpenData(string data)
    {
        try
        {
            return ImageDatasets.Open(data);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--data: {FailureText.OneLine(e.Message)}");
        }
    }

    private static FeatureStore? OpenFeatures(RunSettings settings, ImageDataset images)
    {
        if (settings.Features is not { } path)
        {
            return null;
        }
        try
        {
            FeatureStore store = FeatureStore.Open(path);
            return store.Count >= images.TrainCount ? store : throw new InvalidDataException(
                $"'{path}' holds features of {store.Count} images, and the pool has {images.TrainCount}. Complete it with 'mlnet-al features' on the same data.");
        }
        catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
        {
            throw new BadArgumentsException($"--features: {FailureText.OneLine(e.Message)}");
        }
    }

    private static ComparisonOptions CreateOptions(RunSettings settings, ImageDataset images, MLContext ml)
    {
        var retrainings = new RetrainingFactory(ml, settings, images);
        return new ComparisonOptions
        {
            Contestants = [.. settings.Strategies.Select(entry => new Contestant
            {
                Name = entry.Name,
                Strategy = entry.Create(ml.ActiveLearning().Strategies),
                CreateTrainer = seed => ml.ActiveLearning().Trainers.ImageClassification(settings.TrainingOf(entry) with
                {
                    ClassNames = images.ClassNames,
                    Seed = SeededRandom.DeriveSeed(seed, "trainer"),
                }),
                Retraining = retrainings.Create(settings.RetrainingOf(entry)),
            })],
            Seeds = settings.Seeds,
            RoundCount = settings.Rounds,
            InitialSize = settings.Start,
            InitialStrategy = settings.SeedSet?.Create(ml.ActiveLearning().Strategies),
            QuerySize = settings.Query,
            CandidateSubsetSize = settings.Candidates,
            Retraining = retrainings.Create(settings.Retraining),
            OutputFolder = settings.OutputFolder,
            Settings = settings.Describe(),
            Environment = DescribeEnvironment(settings),
            Published = settings.Published,
        };
    }

    private static Dictionary<string, string> DescribeEnvironment(RunSettings settings)
    {
        Dictionary<string, string> facts = new(MachineReport.Facts());
        if (settings.Protocol is { } protocol)
        {
            facts["protocol"] = protocol;
        }
        return facts;
    }
}
