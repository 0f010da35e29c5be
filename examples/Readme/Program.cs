// The code of the README, kept compiling: a test holds the two equal.
using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Experiments.Datasets;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Training;

namespace Readme;

internal static class Program
{
    // Looks for birds.zip in the current folder.
    private static Task Main() => TrainAsync(CancellationToken.None);

    private static async Task TrainAsync(CancellationToken cancellationToken)
    {
        var ml = new MLContext(seed: 1);
        ImageDataset images = ImageDatasets.Open("birds.zip");   // class/file.jpg, or train/class/... and test/class/...
        using var pool = ml.ActiveLearning().CreatePool(images.Train, new PoolOptions { ClassNames = images.ClassNames });

        var trainer = ml.ActiveLearning().Trainers.ImageClassification(new ImageClassificationOptions
        {
            Architecture = Architecture.ResNet18,
            Heads = [new TrainingDynamicsHead()],                 // TiDAL
        });

        var loop = ml.ActiveLearning().CreateLoop(pool, trainer, new SimulatedOracle(images.Train), new LoopOptions
        {
            Strategy = ml.ActiveLearning().Strategies.Tidal(),
            QuerySize = 500, Budget = 5_000,
            TestSet = images.Test,
            CheckpointFolder = "runs/birds",                      // kill it whenever you like; the same call goes on
        });
        await foreach (Round round in loop.RunAsync(cancellationToken))
        {
            Console.WriteLine($"{round.LabeledCount} labels: {round.Metrics!.MicroAccuracy:P1}");
        }
    }

    internal static IDataView ChooseByMargin(MLContext ml, ITransformer model, IDataView unlabeled)
    {
        var scored = model.Transform(unlabeled);
        IDataView query = ml.ActiveLearning().Select(scored, ml.ActiveLearning().Strategies.Margin(), querySize: 100);
        return query;
    }
}
