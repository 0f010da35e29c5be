using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Tool.Commands;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>What the user sees while a comparison runs.</summary>
internal abstract class RunView(IAnsiConsole console)
{
    protected IAnsiConsole Console { get; } = console;

    /// <summary>Bars in a terminal, lines in a file or when asked for, nothing when asked for.</summary>
    public static RunView Create(IAnsiConsole console, RunSettings settings) =>
        settings.Quiet ? new SilentRunView(console)
        : settings.NoProgress || !console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal ? new PlainRunView(console)
        : new LiveRunView(console);

    /// <summary>Says what is about to happen.</summary>
    public virtual void ShowStart(RunSettings settings, ImageDataset images, ComparisonData data)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"data      {images.Name}: {images.TrainCount} images to choose from, {data.TestCount} to measure on, {images.ClassNames.Count} classes, {images.Width} x {images.Height}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"model     {settings.Training.Architecture.Name}, {settings.Training.Epochs} epochs, batches of {settings.Training.BatchSize}, {settings.Threads} threads"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"compare   {string.Join(", ", settings.Strategies.Select(s => s.Name))}; seeds {string.Join(", ", settings.Seeds)}; {settings.Rounds} rounds: {settings.Start} labels, then {settings.Query} more each"));
        Console.WriteLine($"output    {settings.OutputFolder}");
        Console.WriteLine();
    }

    /// <summary>Says what the user had better know before the time is spent.</summary>
    public virtual void ShowWarnings(IEnumerable<string> warnings)
    {
        foreach (string warning in warnings)
        {
            Console.WriteLine($"Note: {warning}");
        }
    }

    /// <summary>Runs a comparison and shows its progress.</summary>
    public abstract Task<ComparisonResult> FollowAsync(Func<IProgress<ComparisonProgress>, Task<ComparisonResult>> run);

    protected static string Describe(RoundResult round) => string.Create(CultureInfo.InvariantCulture,
        $"{round.LabeledCount} labels, accuracy {ResultText.Percent(round.Accuracy)}")
        + (round.Restored
            ? " (from an earlier run)"
            : $", training {ResultText.Seconds(round.Seconds.Training)} s, evaluating {ResultText.Seconds(round.Seconds.Evaluating)} s, selecting {ResultText.Seconds(round.Seconds.Selecting)} s")
        + (round.Retraining is { Decision: not null } retraining ? Describe(retraining) : "");

    // What ASVP saw and decided; numbers that were not needed for the decision are left out.
    private static string Describe(RetrainingReport report)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string?[] seen =
        [
            report.PedIterations is { } steps ? string.Create(culture, $"PED {steps}") : null,
            report.LogMe is { } score ? string.Create(culture, $"LogME {score:0.###}") : null,
            report.Difference is { } difference ? string.Create(culture, $"difference {difference:0.###}") : null,
            report.Decision,
        ];
        return string.Create(culture, $", {report.Training}, features {report.FeatureVersion}: {string.Join(", ", seen.OfType<string>())}");
    }

    protected sealed class Reporter(Action<ComparisonProgress> report) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => report(value);
    }
}
