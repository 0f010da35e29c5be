using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Saving;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Signals;

/// <summary>Signals among the other columns of a model: types, laziness, options, saving.</summary>
[TestClass]
public sealed class ScoringSignalTests
{
    private static readonly MLContext Ml = new(1);
    private static ImageClassificationTransformer trained = null!;

    [ClassInitialize]
    public static void Train(TestContext context) => trained = Ml.ActiveLearning().Trainers.ImageClassification(
        TestImages.Options with { Heads = [new TrainingDynamicsHead { HiddenSize = 8 }], Epochs = 2, ScoringBatchSize = 8 }).Fit(TestImages.Bytes(Ml, 32));

    [ClassCleanup]
    public static void Free() => trained.Dispose();

    [TestMethod]
    public void Columns_of_signals_follow_those_of_heads_with_their_dimensions()
    {
        using ImageClassificationTransformer model = trained.With(new CountingSignal());
        DataViewSchema schema = model.GetOutputSchema(TestImages.Bytes(Ml, 3).Schema);
        CollectionAssert.AreEqual(
            new[] { "Id", "Image", "Label", "PredictedLabel", "Score", "Embedding", "DynamicScore", "Ones", "Position" }, schema.Select(c => c.Name).ToArray());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), schema["Ones"].Type);
        Assert.AreEqual(NumberDataViewType.Single, schema["Position"].Type);
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 20));
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => (float)i).ToArray(), scored.GetColumn<float>("Position").ToArray());
        Assert.AreEqual(20 * 6, TestImages.Vectors(scored, "Ones").Length);

        SchemaShape promised = Ml.ActiveLearning().Trainers.ImageClassification(model.Model.Options).GetOutputSchema(SchemaShapes.Create(TestImages.Bytes(Ml, 1).Schema));
        Assert.IsTrue(promised.Any(c => c.Name == "Ones") && promised.Any(c => c.Name == "Position"));
    }

    [TestMethod]
    public void A_signal_is_computed_once_a_batch_and_only_if_a_column_of_it_is_read()
    {
        using ImageClassificationTransformer model = trained.With(new CountingSignal());
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 20));
        CountingSignal.Calls = 0;
        TestImages.Vectors(scored, "Score");
        TestImages.Vectors(scored, "DynamicScore");
        Assert.AreEqual(0, CountingSignal.Calls);
        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Ones"], scored.Schema["Position"], scored.Schema["Score"]]);
        while (cursor.MoveNext())
        {
        }

        Assert.AreEqual(3, CountingSignal.Calls); // 20 rows in batches of 8
    }

    [TestMethod]
    public void A_signal_that_breaks_its_promise_is_named()
    {
        using ImageClassificationTransformer model = trained.With(new CountingSignal { Given = 5 });
        string message = Assert.ThrowsException<InvalidOperationException>(() => TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 4)), "Ones")).Message;
        StringAssert.Contains(message, "Signal 'counting' gave 20 numbers for column 'Ones' of 4 rows; its definition promises 24");
    }

    [TestMethod]
    public void Problems_of_signals_are_among_those_of_the_options()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with
        {
            Signals =
            [
                new StochasticPasses { Passes = 0 }, new StochasticPasses { StochasticScoreColumnName = "" },
                new DeepFoolDistance { Options = new() { BatchSize = 0 }, DistanceColumnName = "Score" }, new BimDistance { Options = null! },
            ],
        })).Message;
        foreach (string part in new[]
        {
            "Passes of StochasticPasses is 0", "StochasticScoreColumnName", "BatchSize of DeepFoolOptions is 0",
            "Column 'Score' would be written 2 times", "Options of BimDistance is null",
        })
        {
            StringAssert.Contains(message, part);
        }

        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(
            () => Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with { Signals = [null!] })).Message, "Signals holds null");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(
            () => Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with { Signals = null! })).Message, "Signals is null");
    }

    [TestMethod]
    public void A_loaded_model_has_the_signals_of_the_saved_one_and_gives_the_same_values()
    {
        ScoringSignal[] signals =
        [
            new StochasticPasses { Passes = 3, Seed = 8, Consistent = true }, new DeepFoolDistance { Options = new() { NearestClasses = 2 } },
            new BimDistance { Options = new() { StepSize = 0.1, MaximumIterations = 30 }, DistanceColumnName = "Steps" },
        ];
        using ImageClassificationTransformer model = Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with
        {
            Architecture = Architecture.ResNet18 with { Width = 4, Dropout = 0.3 }, Epochs = 1, Signals = signals,
        }).Fit(TestImages.Bytes(Ml, 20));
        var folder = new MemoryFolder();
        ((ISavableModel)model).Save(folder);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(Ml, folder);
        CollectionAssert.AreEqual(signals, loaded.Model.Options.Signals.ToArray());
        Assert.AreEqual("resnet18-w4-d0.3", loaded.Model.Options.Architecture.Name);
        IDataView view = TestImages.Bytes(Ml, 12);
        CollectionAssert.AreEqual(TestImages.Vectors(model.Transform(view), "StochasticScore"), TestImages.Vectors(loaded.Transform(view), "StochasticScore"));
        foreach (string column in new[] { "DeepFoolDistance", "Steps" })
        {
            float[] values = [.. model.Transform(view).GetColumn<float>(column)];
            CollectionAssert.AreEqual(values, loaded.Transform(view).GetColumn<float>(column).ToArray(), column);
            Assert.IsTrue(values.All(float.IsFinite), column);
        }
    }

    [TestMethod]
    public void One_kind_of_signal_may_be_given_twice_under_two_column_names()
    {
        using ImageClassificationTransformer model = trained.With(
            new StochasticPasses { Passes = 2 }, new StochasticPasses { Passes = 3, Consistent = true, StochasticScoreColumnName = "Consistent" });
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 4));
        Assert.AreEqual(4 * 2 * 3, TestImages.Vectors(scored, "StochasticScore").Length);
        Assert.AreEqual(4 * 3 * 3, TestImages.Vectors(scored, "Consistent").Length);
    }

    [TestMethod]
    public void The_strategies_ask_for_the_rows_nearest_to_a_boundary()
    {
        using ImageClassificationTransformer model = trained.With(new DeepFoolDistance(), new BimDistance());
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 24));
        foreach ((string column, Strategies.SelectionStrategy strategy) in new (string, Strategies.SelectionStrategy)[]
        {
            ("DeepFoolDistance", Ml.ActiveLearning().Strategies.DeepFool()), ("BimDistance", Ml.ActiveLearning().Strategies.Bim()),
        })
        {
            IDataView query = Ml.ActiveLearning().Select(scored, strategy, querySize: 5);
            float[] expected = [.. scored.GetColumn<float>(column).Order().Take(5)];
            CollectionAssert.AreEqual(expected, query.GetColumn<float>(column).ToArray(), column);
            CollectionAssert.AreEqual(expected.Select(d => -d).ToArray(), query.GetColumn<float>("Utility").ToArray(), column);
        }
    }

    [TestMethod]
    public void Gradient_norms_are_those_of_the_function_whatever_the_batch_and_the_strategy_asks_for_the_largest()
    {
        NetworkGradientLength[] signals =
        [
            new() { Options = new() { BatchSize = 5 } },
            new() { Options = new() { Surrogate = GradientNormSurrogate.ExpectedOverLabels, Norm = ParameterNorm.Global }, NormColumnName = "Expected" },
        ];
        using ImageClassificationTransformer model = trained.With(signals);
        IDataView scored = model.Transform(TestImages.Bytes(Ml, 20));
        ScoringBatch batch = model.Model.Batch(6);
        using TorchSharp.torch.Tensor norms = signals[0].Compute(batch)[0];
        double[] oneByOne = NetworkGradientNorm.ComputeOneByOne(
            batch.Network, x => batch.Network.call(x).Logits, batch.Images, NetworkGradientNorm.GetLosses(GradientNormSurrogate.Entropy), ParameterNorm.SumOverTensors);
        new Golden.GoldenTolerance(1e-3, 1e-6).AssertEqual(oneByOne, norms.data<float>().ToArray(), "norms");
        IDataView query = Ml.ActiveLearning().Select(scored, Ml.ActiveLearning().Strategies.NetworkGradientNorm("Expected"), querySize: 5);
        float[] expected = [.. scored.GetColumn<float>("Expected").OrderDescending().Take(5)];
        CollectionAssert.AreEqual(expected, query.GetColumn<float>("Utility").ToArray());
        Assert.IsTrue(expected.Distinct().Count() > 1);
    }
}
