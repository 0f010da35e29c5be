using Microsoft.ML;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the strategies' pages, word for word.</summary>
[TestClass]
public sealed class StrategyPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView unlabeled;
    private readonly ITransformer model;

    public StrategyPageTests()
    {
        unlabeled = ml.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));
        model = new CentroidTrainer(Flower.ClassNames, "Truth").Fit(ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1)));
    }

    [TestMethod]
    public async Task The_page_on_random()
    {
        var options = new LoopOptions
        {
            Strategy = ml.ActiveLearning().Strategies.Random(),
            QuerySize = 20,
            Budget = 100,
            Seed = 42,
        };
        var rounds = await (new Scenario() with { Options = options }).RunAsync();
        Assert.AreEqual(100, rounds[^1].LabeledCount);
    }

    [TestMethod]
    public void The_page_on_least_confidence()
    {
        IDataView scored = ml.Transforms.CopyColumns("Probabilities", "Score").Fit(model.Transform(unlabeled)).Transform(model.Transform(unlabeled));

        // Any model that writes class probabilities will do; here their column has another name.
        LeastConfidenceStrategy strategy = ml.ActiveLearning().Strategies.LeastConfidence(scoreColumnName: "Probabilities");
        IDataView query = ml.ActiveLearning().Select(scored, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_margin()
    {
        IDataView scored = model.Transform(unlabeled);
        IDataView query = ml.ActiveLearning().Select(scored, ml.ActiveLearning().Strategies.Margin(), querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_entropy()
    {
        SelectorEstimator selector = ml.ActiveLearning().Selector(
            ml.ActiveLearning().Strategies.Entropy(),
            new SelectorOptions { QuerySize = 20 });
        SelectorTransformer chosen = selector.Fit(model.Transform(unlabeled));
        foreach (QueriedRow row in chosen.Selected)
        {
            Console.WriteLine($"{row.Id}: {row.Utility:F3} nats");
        }

        Assert.AreEqual(20, chosen.Selected.Count);
    }

    [TestMethod]
    public void The_page_on_TOD()
    {
        ITransformer previous = model;
        TemporalOutputDiscrepancyStrategy strategy = ml.ActiveLearning().Strategies.TemporalOutputDiscrepancy();
        IDataView earlier = ml.Transforms.CopyColumns("PreviousScore", "Score").Fit(previous.Transform(unlabeled)).Transform(previous.Transform(unlabeled));
        IDataView query = ml.ActiveLearning().Select(model.Transform(earlier), strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }
}
