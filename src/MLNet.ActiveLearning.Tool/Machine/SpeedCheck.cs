using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Machine;

/// <summary>Trains a small network for about a second.</summary>
internal static class SpeedCheck
{
    private const int Images = 256;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static Architecture Network { get; } = Architecture.ResNet18 with { Width = 16 };

    /// <summary>Images trained a second in the fastest epoch, or null if not one epoch was finished in a minute.</summary>
    public static double? MeasureImagesPerSecond(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var fastest = new Fastest(() => limit.CancelAfter(Duration));
        var trainer = new MLContext().ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Network,
            Epochs = 1000,
        });
        try
        {
            IDataView images = ImageDatasets.Synthetic(new SyntheticOptions { TrainCount = Images, TestCount = 10 }).Train;
            trainer.Fit(images, new TrainingContext { CancellationToken = limit.Token, Progress = fastest }).Dispose();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The second is over.
        }
        return fastest.ImagesPerSecond;
    }

    // The first epoch warms up and only starts the clock.
    private sealed class Fastest(Action startClock) : IProgress<TrainingProgress>
    {
        public double? ImagesPerSecond { get; private set; }

        public void Report(TrainingProgress value)
        {
            if (value.Epoch == 1)
            {
                startClock();
            }
            ImagesPerSecond = Math.Max(ImagesPerSecond ?? 0, value.ImagesPerSecond);
        }
    }
}
