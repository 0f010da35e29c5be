using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Loop;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>Two bars: the whole comparison, and what is being done now.</summary>
internal sealed class LiveRunView(IAnsiConsole console) : RunView(console)
{
    public override Task<ComparisonResult> FollowAsync(Func<IProgress<ComparisonProgress>, Task<ComparisonResult>> run) =>
        Console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 24 },
                new PercentageColumn(),
                new ElapsedTimeColumn(),
                new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask all = context.AddTask("all", maxValue: 1);
                ProgressTask now = context.AddTask("starting", maxValue: 1);
                return run(new Reporter(progress => Show(progress, all, now)));
            });

    private void Show(ComparisonProgress progress, ProgressTask all, ProgressTask now)
    {
        ComparisonCell cell = progress.Cell;
        all.Value = progress.Completed;
        all.Description = Invariant($"run {cell.Index + 1} of {cell.Count}");
        string who = Invariant($"{cell.Strategy}, seed {cell.Seed}");
        if (progress.WaitingFor is { } owner)
        {
            now.Description = $"{who}: waiting for {owner}";
        }
        else if (progress.Finished is { } round)
        {
            Console.WriteLine(Invariant($"{who}, round {round.Round + 1}/{cell.RoundCount}: {Describe(round)}"));
        }
        else if (progress.Step is { } step)
        {
            (now.Value, string doing) = step switch
            {
                { Training: { } t } => ((double)t.Epoch / t.MaximumEpochs, Invariant($"epoch {t.Epoch}/{t.MaximumEpochs}, {t.ImagesPerSecond:F0} images/s")),
                { Phase: RoundPhase.Training } => (0, "training"),
                { Phase: RoundPhase.Evaluating } => (1, "evaluating"),
                { Phase: RoundPhase.Selecting } => (1, "selecting"),
                _ => (1, "labelling"),
            };
            now.Description = Invariant($"{who}, round {step.Round + 1}/{cell.RoundCount}: {doing}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
