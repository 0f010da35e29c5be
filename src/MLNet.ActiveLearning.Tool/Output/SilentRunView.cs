using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Tool.Commands;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>Shows nothing until the results.</summary>
internal sealed class SilentRunView(IAnsiConsole console) : RunView(console)
{
    public override void ShowStart(RunSettings settings, ImageDataset images, ComparisonData data)
    {
    }

    public override void ShowWarnings(IEnumerable<string> warnings)
    {
    }

    public override Task<ComparisonResult> FollowAsync(Func<IProgress<ComparisonProgress>, Task<ComparisonResult>> run) => run(new Reporter(_ => { }));
}
