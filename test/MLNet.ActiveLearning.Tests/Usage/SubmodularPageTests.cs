using Microsoft.ML;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Usage;

/// <summary>The code of the pages on set functions, word for word.</summary>
[TestClass]
public sealed class SubmodularPageTests
{
    private readonly MLContext ml = new(seed: 1);
    private readonly IDataView scored;

    public SubmodularPageTests()
    {
        ITransformer model = new CentroidTrainer(Flower.ClassNames, "Truth").Fit(ml.Data.LoadFromEnumerable(Flower.Draw(30, seed: 1)));
        IDataView predicted = model.Transform(ml.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2)));
        scored = ml.Transforms.CopyColumns("Embedding", "Score").Fit(predicted).Transform(predicted);
    }

    [TestMethod]
    public void The_page_on_set_functions()
    {
        SubmodularStrategy strategy = ml.ActiveLearning().Strategies.Submodular(new SubmodularOptions
        {
            Function = SetFunctionKind.GraphCut,
            Metric = SimilarityMetric.Cosine01,
            Lambda = 0.4,
        });
        IDataView query = ml.ActiveLearning().Select(scored, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_fass()
    {
        FassStrategy strategy = ml.ActiveLearning().Strategies.Fass(new FassOptions { CandidatesPerPick = 3 });
        IDataView query = ml.ActiveLearning().Select(scored, strategy, querySize: 20);

        Assert.AreEqual(20, Ids.Of(query).Length);
    }

    [TestMethod]
    public void The_page_on_seed_sets()
    {
        var random = new SeededRandom(1);
        float[] values = [.. Enumerable.Range(0, 300 * 16).Select(_ => (float)random.NextDouble())];

        // 300 rows of 16 features, from a network that was trained on something else.
        var features = new FloatMatrix(values, rowCount: 300, columnCount: 16);
        foreach (Pick pick in SeedSets.FacilityLocation(features, size: 10))
        {
            Console.WriteLine($"label row {pick.Index}: it adds {pick.Score:F2}");
        }
    }
}
