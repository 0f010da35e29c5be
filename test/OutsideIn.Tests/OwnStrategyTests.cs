using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Strategies;

namespace Outsider;

[TestClass]
public sealed class OwnStrategyTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void A_rowwise_strategy_from_outside_selects_on_the_output_of_SDCA()
    {
        IDataView scored = TrainedModel().Transform(Plant.View(ml, 100, first: 60));
        IDataView query = ml.ActiveLearning().Select(scored, new RatioStrategy(), querySize: 10);
        Assert.AreEqual(10, Plant.Ids(query).Distinct().Count());
        float[] utilities = Plant.Column<float>(query, "Utility");
        CollectionAssert.AreEqual(utilities.OrderDescending().ToArray(), utilities);
        double best = scored.GetColumn<float[]>("Score").Max(s => s.Order().ElementAt(1) / (double)s.Max());
        Assert.AreEqual(best, utilities[0], 1e-6);
    }

    [TestMethod]
    public void A_set_strategy_from_outside_gets_the_labelled_rows_it_asks_for()
    {
        IDataView pool = Plant.View(ml, 100, first: 60);
        var options = new SelectorOptions { QuerySize = 5, LabeledRows = Plant.View(ml, 60) };
        IDataView query = ml.ActiveLearning().Select(pool, new FarthestFirstStrategy("Features"), options);
        Assert.AreEqual(5, Plant.Ids(query).Distinct().Count());
        Assert.IsTrue(Plant.Ids(query).All(id => id >= 60));
        CollectionAssert.AreEqual(Plant.Ids(query), Plant.Ids(ml.ActiveLearning().Select(pool, new FarthestFirstStrategy("Features"), options)));
    }

    [TestMethod]
    public void A_selector_stands_at_the_end_of_a_chain_of_estimators()
    {
        IDataView labeled = Plant.View(ml, 60);
        var chain = Pipeline().Append(ml.ActiveLearning().Selector(ml.ActiveLearning().Strategies.Entropy(), new SelectorOptions { QuerySize = 7 }));
        SchemaShape shape = chain.GetOutputSchema(SchemaShapes.Create(labeled.Schema));
        Assert.IsTrue(new[] { "Id", "Score", "Utility", "Rank" }.All(n => shape.Any(c => c.Name == n)));

        TransformerChain<SelectorTransformer> fitted = chain.Fit(labeled);
        IDataView query = fitted.Transform(labeled);
        CollectionAssert.AreEqual(Enumerable.Range(0, 7).ToArray(), Plant.Column<int>(query, "Rank"));
        CollectionAssert.AreEqual(fitted.LastTransformer.Selected.Select(r => int.Parse(r.Id, System.Globalization.CultureInfo.InvariantCulture)).ToArray(), Plant.Ids(query));
        Assert.AreEqual(7, ml.Data.CreateEnumerable<RankedPlant>(query, reuseRowObject: false).Count());
    }

    [TestMethod]
    public async Task Strategies_and_oracles_from_outside_drive_a_loop()
    {
        foreach (SelectionStrategy strategy in new SelectionStrategy[] { new RatioStrategy(), new FarthestFirstStrategy("Features") })
        {
            using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(Plant.View(ml, 120), idColumnName: "Id", labelColumnName: "Kind");
            ActiveLearningLoop loop = ml.ActiveLearning().CreateLoop(pool, Pipeline(), new KindOracle(), new LoopOptions
            {
                Strategy = strategy,
                InitialSize = 12,
                QuerySize = 10,
                Budget = 40,
                TestSet = Plant.View(ml, 100, first: 200),
            });
            Round? last = null;
            await foreach (Round round in loop.RunAsync())
            {
                last = round;
            }
            Assert.AreEqual(40, pool.LabeledCount);
            Assert.IsTrue(pool.DeclinedCount > 0);
            Assert.IsTrue(last!.Metrics!.MicroAccuracy > 0.5, $"{strategy.Name}: {last.Metrics.MicroAccuracy}");
        }
    }

    [TestMethod]
    public void A_schema_shape_has_each_columns_kind_and_annotations()
    {
        IDataView scored = TrainedModel().Transform(Plant.View(ml, 10));
        SchemaShape shape = SchemaShapes.Create(scored.Schema);
        SchemaShape.Column score = shape.Single(c => c.Name == "Score");
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, score.Kind);
        Assert.AreEqual(NumberDataViewType.Single, score.ItemType);
        SchemaShape.Column predicted = shape.Single(c => c.Name == "PredictedLabel");
        Assert.IsTrue(predicted.IsKey);
        Assert.IsTrue(predicted.Annotations.Any(a => a.Name == "KeyValues"));
    }

    [TestMethod]
    public void A_chain_of_ML_NETs_transformers_and_one_from_outside_is_saved_and_loaded()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mlnet-al-outside-").FullName, "model.zip");
        try
        {
            IDataView rows = Plant.View(ml, 30);
            var chain = new TransformerChain<ITransformer>(new FirstRows(ml, 20), TrainedModel());
            ml.ActiveLearning().Save(chain, rows.Schema, path);
            ITransformer loaded = new MLContext(seed: 9).ActiveLearning().Load(path, out DataViewSchema? schema);
            CollectionAssert.AreEqual(new[] { "Id", "Kind", "Features" }, schema!.Select(c => c.Name).ToArray());
            float[][] expected = Plant.Column<float[]>(chain.Transform(rows), "Score");
            float[][] got = Plant.Column<float[]>(loaded.Transform(rows), "Score");
            Assert.AreEqual(20, got.Length);
            CollectionAssert.AreEqual(expected.SelectMany(s => s).ToArray(), got.SelectMany(s => s).ToArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private EstimatorChain<MulticlassPredictionTransformer<Microsoft.ML.Trainers.MaximumEntropyModelParameters>> Pipeline() =>
        ml.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 30));

    private ITransformer TrainedModel() => Pipeline().Fit(Plant.View(ml, 60));

    private sealed class RankedPlant
    {
        public int Id { get; set; }

        public int Rank { get; set; }

        public float Utility { get; set; }
    }
}
