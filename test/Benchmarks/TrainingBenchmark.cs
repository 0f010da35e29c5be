using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Trains on 2,000 random labels with and without the TiDAL and DISAL heads, in turn: accuracy, speed and the heads' cost.</summary>
internal static class TrainingBenchmark
{
    private const int Labels = 2000;
    private const int Seeds = 3;

    public static void Run(string data, int width, int epochs)
    {
        ImageDataset images = ImageDatasets.Open(data);
        (string Name, TrainingHead[] Heads)[] variants =
        [
            ("classifier alone", []),
            ("with TiDAL head", [new TrainingDynamicsHead()]),
            ("with DISAL head", [new DynamicInfluenceHead()]),
        ];
        var speeds = variants.Select(_ => new List<double>()).ToArray();
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            for (int i = 0; i < variants.Length; i++)
            {
                (double accuracy, double speed) = Train(images, width, epochs, seed, variants[i].Heads);
                speeds[i].Add(speed);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"width {width}, {epochs} epochs, seed {seed}, {variants[i].Name}: test accuracy {accuracy:F4}, {speed:F1} images/s"));
            }
        }
        for (int i = 1; i < variants.Length; i++)
        {
            double cost = speeds[0].Order().ElementAt(Seeds / 2) / speeds[i].Order().ElementAt(Seeds / 2) - 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variants[i].Name}: {cost:P1} more time than the classifier alone (medians of {Seeds})"));
        }
    }

    private static (double Accuracy, double ImagesPerSecond) Train(ImageDataset images, int width, int epochs, ulong seed, TrainingHead[] heads)
    {
        var ml = new MLContext(seed: 1);
        using var pool = ml.ActiveLearning().CreatePool(images.Train, new PoolOptions { ClassNames = images.ClassNames });
        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18 with { Width = width },
            Heads = heads,
            Epochs = epochs,
            Seed = seed,
            Threads = 2,
        });
        var loop = ml.ActiveLearning().CreateLoop(pool, trainer, new SimulatedOracle(images.Train), new LoopOptions
        {
            Strategy = ml.ActiveLearning().Strategies.Random(),
            InitialSize = Labels,
            Budget = Labels,
            Seed = seed,
            TestSet = images.Test,
        });
        Round round = loop.RunAsync().ToBlockingEnumerable().Single();
        return (round.Metrics!.MicroAccuracy, Labels * (double)epochs / round.Durations.Training.TotalSeconds);
    }
}
