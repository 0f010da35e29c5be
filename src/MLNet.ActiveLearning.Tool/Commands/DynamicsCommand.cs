using System.CommandLine;
using System.Globalization;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.DatasetMaps;
using MLNet.ActiveLearning.Experiments.Charts;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Tool.Machine;
using MLNet.ActiveLearning.Training;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary><c>mlnet-al dynamics</c>: trains one model and shows what its training was like.</summary>
internal static class DynamicsCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var options = new DynamicsOptions();
        var command = new Command("dynamics", "Train one model: a dataset map of its samples, and how well TiDAL's module predicts training dynamics.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }
        command.SetAction((result, cancellation) => Task.FromResult(Run(options.Read(result), console, cancellation)));
        return command;
    }

    private static int Run(DynamicsSettings settings, IAnsiConsole console, CancellationToken cancellation)
    {
        ImageDataset images = settings.Open();
        TorchRuntime.Start(settings.Threads);
        var map = new TrainingDynamicsRecorder();
        var divergence = new DynamicsDivergenceRecorder(images.Test);
        var ml = new MLContext(seed: 1);
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(settings.Training with
        {
            Heads = [new TrainingDynamicsHead { Target = settings.Target, Direction = settings.Direction }],
            Observers = [map, divergence],
            ClassNames = images.ClassNames,
        });
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{images.TrainCount} training and {images.TestCount} held-out images of {images.Name}"));
        using ImageClassificationTransformer model = trainer.Fit(images.Train, new TrainingContext
        {
            CancellationToken = cancellation,
            Progress = new EpochLines(console),
        });
        Write(settings, images, map.CreateMap(), divergence.Compute(), console);
        return ExitCode.Done;
    }

    private static void Write(
        DynamicsSettings settings, ImageDataset images, DatasetMap map, IReadOnlyList<DynamicsDivergencePoint> points, IAnsiConsole console)
    {
        Directory.CreateDirectory(settings.Output);
        string title = $"{images.Name}, {settings.Training.Architecture.Name}, {images.TrainCount} labels";
        (string Name, string Text)[] files =
        [
            ("dataset-map.csv", DatasetMapFile.ToCsv(map, images.ClassNames, [.. images.Train.GetColumn<string>("Id")])),
            ("dataset-map.svg", DatasetMapChart.ToSvg(map, $"Dataset map of {title}")),
            ("divergence.csv", ToCsv(points)),
            ("divergence.svg", ToSvg(points, title, images.TestCount)),
        ];
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(Path.Combine(settings.Output, name), text);
        }
        foreach (IGrouping<Difficulty, DatasetMapPoint> group in map.Points.GroupBy(p => p.Difficulty).OrderBy(g => g.Key))
        {
            console.WriteLine($"{group.Key}: {group.Count()}");
        }
        DynamicsDivergencePoint last = points[^1];
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Divergence from the true dynamics after epoch {last.Epoch}: predicted {last.Predicted:F4}, snapshot {last.Snapshot:F4} nats"));
        console.WriteLine($"Written: {string.Join(", ", files.Select(f => f.Name))} in {settings.Output}");
    }

    private static string ToCsv(IReadOnlyList<DynamicsDivergencePoint> points)
    {
        var text = new StringBuilder("epoch,predicted,snapshot\n");
        foreach (DynamicsDivergencePoint point in points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{point.Epoch},{point.Predicted:0.######},{point.Snapshot:0.######}\n");
        }
        return text.ToString();
    }

    private static string ToSvg(IReadOnlyList<DynamicsDivergencePoint> points, string title, int heldOut)
    {
        ChartSeries Of(string name, Func<DynamicsDivergencePoint, double> value, bool isBaseline) => new(
            name, [.. points.Select(p => new ChartPoint(p.Epoch, value(p), value(p), value(p)))], isBaseline);
        return LearningCurveChart.ToSvg(new Chart
        {
            Title = title,
            Subtitle = $"Mean KL divergence from the average over all epochs, on {heldOut} held-out images; less is better",
            XLabel = "epochs",
            YLabel = "divergence, nats",
            TipFormat = "0.000",
            Series = [Of("predicted dynamics", p => p.Predicted, isBaseline: false), Of("snapshot", p => p.Snapshot, isBaseline: true)],
        });
    }

    private sealed class EpochLines(IAnsiConsole console) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Epoch {value.Epoch} of {value.MaximumEpochs}: loss {value.TrainingLoss:F3}, accuracy {value.TrainingAccuracy:P1}"));
    }
}
