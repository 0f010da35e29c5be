using System.Globalization;
using Microsoft.ML;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Strategies;
using TabularUncertainty;

// An inspection costs an hour. Which machines should be inspected, so that a model can tell the state of the others?
// No image and no network here: any ML.NET model with a Score column will do.
var ml = new MLContext(seed: 1);
IDataView machines = ml.Data.LoadFromEnumerable(Machine.Observe(2000, seed: 1));
IDataView testSet = ml.Data.LoadFromEnumerable(Machine.Observe(1000, seed: 2));
IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate("Features", nameof(Machine.Temperature), nameof(Machine.Vibration), nameof(Machine.Load))
    .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(labelColumnName: nameof(Machine.State), l1Regularization: 0, l2Regularization: 0.01f));

// One selection: train on the 20 machines inspected so far, score the others, take those between two states.
using (ActiveLearningPool pool = CreatePool())
{
    foreach (Machine inspected in Machine.Observe(2000, seed: 1).Take(20))
    {
        pool.Label(inspected.Id, inspected.State);
    }
    ITransformer model = pipeline.Fit(pool.Labeled);
    IDataView query = ml.ActiveLearning().Select(model.Transform(pool.Unlabeled), ml.ActiveLearning().Strategies.Margin(), querySize: 5);
    Console.WriteLine("To be inspected next, the least certain first:");
    foreach (Choice choice in ml.Data.CreateEnumerable<Choice>(query, reuseRowObject: false))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {choice.Id}  {Machine.States[0]} {choice.Score[0]:F2}  {Machine.States[1]} {choice.Score[1]:F2}  {Machine.States[2]} {choice.Score[2]:F2}"));
    }
}

// The whole loop, once with margins and once at random.
SelectionStrategy[] strategies = [ml.ActiveLearning().Strategies.Random(), ml.ActiveLearning().Strategies.Margin()];
foreach (SelectionStrategy strategy in strategies)
{
    using ActiveLearningPool pool = CreatePool();
    ActiveLearningLoop loop = ml.ActiveLearning().CreateLoop(pool, pipeline, new SimulatedOracle(machines, nameof(Machine.State)), new LoopOptions
    {
        Strategy = strategy,
        InitialSize = 20,
        QuerySize = 10,
        Budget = 80,
        TestSet = testSet,
    });
    Console.WriteLine($"\n{strategy.Name}");
    await foreach (Round round in loop.RunAsync())
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {round.LabeledCount} inspections: {100 * round.Metrics!.MicroAccuracy:F1} % of states right"));
    }
}

ActiveLearningPool CreatePool() =>
    ml.ActiveLearning().CreatePool(machines, new PoolOptions { LabelColumnName = nameof(Machine.State), ClassNames = Machine.States });
