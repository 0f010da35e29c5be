using MLNet.ActiveLearning.Experiments.Comparison;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>What a run would better be told before it spends its time: each with the number seen and the number advised.</summary>
internal static class RunWarnings
{
    // All are decoded once, about ten seconds for so many small ones.
    private const int MostCompared = 200_000;

    public static IEnumerable<string> Find(RunSettings settings, ImageDataset images, CancellationToken cancellation)
    {
        if (settings.Strategies.Count > 1 && settings.Seeds.Count < ComparisonFindings.AdvisedSeeds)
        {
            yield return $"{settings.Seeds.Count} {(settings.Seeds.Count == 1 ? "seed" : "seeds")}: no difference between strategies will be told from chance; --seeds {ComparisonFindings.AdvisedSeeds} or more are advised.";
        }
        if (settings.Start < images.ClassNames.Count)
        {
            yield return $"--start {settings.Start} is less than the {images.ClassNames.Count} classes, so some have no example at first; {10 * images.ClassNames.Count} or more are advised.";
        }
        // The embedded images are drawn, each in its own way.
        bool isCompared = images.TrainCount + images.TestCount <= MostCompared && !settings.Data.Equals(ImageDatasets.SyntheticName, StringComparison.OrdinalIgnoreCase);
        if (isCompared && SharedImages.Find(images, cancellation) is { Count: > 0 } shared)
        {
            yield return $"{shared.Count} of {images.TestCount} test images are in the pool too, such as '{shared.Test}' as '{shared.Train}': what is measured on them is no generalisation. 0 are advised; remove them from one side.";
        }
    }
}
