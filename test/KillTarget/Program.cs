using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;

// Runs a loop in the folder given, saying "ready" when it begins and "done" when it ends. The test kills it in between.
var ml = new MLContext(seed: 1);
IDataView rows = ml.Data.LoadFromEnumerable(Flower.Draw(300, seed: 1));
IDataView testSet = ml.Data.LoadFromEnumerable(Flower.Draw(150, seed: 2));
using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(rows, new PoolOptions { ClassNames = Flower.ClassNames, LabelColumnName = "Truth" });
var loop = ml.ActiveLearning().CreateLoop(
    pool,
    ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Truth", "Features"),
    new SimulatedOracle(rows, "Truth"),
    new LoopOptions
    {
        Strategy = ml.ActiveLearning().Strategies.Margin(),
        InitialSize = 12,
        QuerySize = 9,
        Budget = 70,
        TestSet = testSet,
        CheckpointFolder = args[0],
        Seed = 3,
    });
Console.WriteLine("ready");
await foreach (Round round in loop.RunAsync())
{
    Console.WriteLine($"round {round.Number}");
}
Console.WriteLine("done");
