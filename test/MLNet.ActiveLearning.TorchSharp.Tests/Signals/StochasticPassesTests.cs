using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Signals;

/// <summary>Passes with dropout left on: through the whole network (dropout in the backbone) and through the last layer alone.</summary>
[TestClass]
public sealed class StochasticPassesTests
{
    private const int Classes = 3;
    private static readonly MLContext Ml = new(1);
    private static ImageClassificationTransformer[] models = [];

    [ClassInitialize]
    public static void Train(TestContext context) => models =
    [
        .. new Architecture[] { new TinyNet { Dropout = 0.4 }, Architecture.ResNet18 with { Width = 4, Dropout = 0.5 } }.Select(architecture =>
            Ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with { Architecture = architecture, Epochs = 1 }).Fit(TestImages.Bytes(Ml, 32))),
    ];

    [ClassCleanup]
    public static void Free()
    {
        foreach (ImageClassificationTransformer model in models)
        {
            model.Dispose();
        }
    }

    [TestMethod]
    public void The_probability_of_each_dropout_layer_is_found_and_random_numbers_are_left_alone()
    {
        using var seed = TorchSeed.Use(5);
        using Tensor before = get_rng_state();
        foreach ((ImageClassificationTransformer model, double probability) in models.Zip([0.4, 0.5]))
        {
            IReadOnlyList<DropoutLayer> layers = DropoutLayer.FindAll(model.Model.Network);
            Assert.AreEqual(probability, layers.Single().Probability, 1e-6);
            Assert.IsFalse(layers[0].Module.training);
        }

        using Tensor after = get_rng_state();
        CollectionAssert.AreEqual(before.bytes.ToArray(), after.bytes.ToArray());
    }

    [TestMethod]
    public void The_column_is_a_matrix_of_probabilities_by_pass_and_class()
    {
        foreach (ImageClassificationTransformer trained in models)
        {
            using ImageClassificationTransformer model = trained.With(new StochasticPasses { Passes = 4 });
            IDataView scored = model.Transform(TestImages.Bytes(Ml, 9));
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4, Classes), scored.Schema["StochasticScore"].Type);
            float[][] passes = [.. TestImages.Vectors(scored, "StochasticScore").Chunk(Classes)];
            Assert.AreEqual(9 * 4, passes.Length);
            Assert.IsTrue(passes.All(p => Math.Abs(p.Sum() - 1) < 1e-5 && p.All(v => v is >= 0 and <= 1)));
            for (int row = 0; row < 9; row++)
            {
                Assert.IsTrue(passes[(4 * row)..(4 * (row + 1))].DistinctBy(p => p[0]).Count() > 1, $"row {row}: all passes are the same");
            }
        }
    }

    [TestMethod]
    public void Statistics_weights_modes_and_the_plain_scores_stay_as_they_were()
    {
        foreach (ImageClassificationTransformer trained in models)
        {
            using ImageClassificationTransformer model = trained.With(new StochasticPasses(), new DeepFoolDistance(), new BimDistance());
            nn.Module[] modules = [.. model.Model.Network.modules()];
            Assert.IsTrue(modules.Any(m => m is TorchSharp.Modules.BatchNorm2d));
            byte[][] before = State(model);
            IDataView view = TestImages.Bytes(Ml, 20);
            float[] scores = TestImages.Vectors(model.Transform(view), "Score");
            TestImages.Vectors(model.Transform(view), "StochasticScore");
            foreach (string column in new[] { "DeepFoolDistance", "BimDistance" })
            {
                Assert.IsTrue(model.Transform(view).GetColumn<float>(column).All(d => d > 0), column);
            }

            foreach ((byte[] expected, byte[] got) in before.Zip(State(model)))
            {
                CollectionAssert.AreEqual(expected, got);
            }

            Assert.IsTrue(modules.All(m => !m.training));
            Assert.IsTrue(model.Model.Network.parameters().All(p => p.grad is null));
            CollectionAssert.AreEqual(scores, TestImages.Vectors(model.Transform(view), "Score"));
        }
    }

    [TestMethod]
    public void The_mean_over_many_passes_approaches_the_output_without_dropout()
    {
        // Logits are linear in the mask of the last layer, so the mean of their differences has no bias.
        const int Passes = 2000;
        foreach (ImageClassificationTransformer trained in models)
        {
            using ImageClassificationTransformer model = trained.With(new StochasticPasses { Passes = Passes });
            IDataView scored = model.Transform(TestImages.Bytes(Ml, 6));
            float[][] plain = [.. TestImages.Vectors(scored, "Score").Chunk(Classes)];
            float[][] passes = [.. TestImages.Vectors(scored, "StochasticScore").Chunk(Classes)];
            for (int row = 0; row < plain.Length; row++)
            {
                for (int c = 1; c < Classes; c++)
                {
                    double[] samples = [.. passes[(row * Passes)..((row + 1) * Passes)].Select(p => Math.Log(p[c]) - Math.Log(p[0]))];
                    double mean = samples.Average();
                    double error = Math.Sqrt(samples.Average(s => (s - mean) * (s - mean)) / Passes);
                    Assert.AreEqual(Math.Log(plain[row][c]) - Math.Log(plain[row][0]), mean, (5 * error) + 1e-5, $"row {row}, class {c}");
                }
            }
        }
    }

    [TestMethod]
    public void The_size_of_the_batches_the_place_and_the_process_of_scoring_do_not_matter()
    {
        foreach (bool consistent in new[] { false, true })
        {
            foreach (ImageClassificationTransformer trained in models)
            {
                var signal = new StochasticPasses { Passes = 5, Seed = 3, Consistent = consistent };
                float[][] values = [.. new[] { 1, 7, 64 }.Select(size =>
                {
                    using ImageClassificationTransformer model = trained.With(options => options with { Signals = [signal], ScoringBatchSize = size });
                    return TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 20)), "StochasticScore");
                })];
                AssertNear(values[0], values[1]);
                AssertNear(values[0], values[2]);

                // The last rows alone: ids stay, positions do not.
                using ImageClassificationTransformer other = trained.With(signal);
                IDataView last = Ml.Data.SkipRows(TestImages.Bytes(Ml, 20), 12);
                AssertNear(values[0][(12 * 5 * Classes)..], TestImages.Vectors(other.Transform(last), "StochasticScore"));
            }
        }
    }

    [TestMethod]
    public void Another_seed_gives_other_masks()
    {
        foreach (ImageClassificationTransformer trained in models)
        {
            var values = new[] { new StochasticPasses { Seed = 1 }, new StochasticPasses { Seed = 1 }, new StochasticPasses { Seed = 2 } }.Select(signal =>
            {
                using ImageClassificationTransformer model = trained.With(signal);
                return TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 10)), "StochasticScore");
            }).ToArray();
            CollectionAssert.AreEqual(values[0], values[1]);
            CollectionAssert.AreNotEqual(values[0], values[2]);
        }
    }

    [TestMethod]
    public void Equal_images_share_their_masks_exactly_if_passes_are_consistent()
    {
        IDataView copies = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 9).Select(_ => new TestImages.ByteRow { Image = TestImages.Pixels(4), Label = "red" }).ToList());
        foreach (ImageClassificationTransformer trained in models)
        {
            foreach (bool consistent in new[] { false, true })
            {
                using ImageClassificationTransformer model = trained.With(
                    options => options with { Signals = [new StochasticPasses { Consistent = consistent }], ScoringBatchSize = 2 });
                float[][] rows = [.. TestImages.Vectors(model.Transform(copies), "StochasticScore").Chunk(10 * Classes)];
                double largest = rows.Max(row => row.Zip(rows[0]).Max(pair => Math.Abs(pair.First - pair.Second)));
                Assert.AreEqual(consistent, largest < 1e-5, $"{largest}");
            }
        }
    }

    [TestMethod]
    public void Passes_through_the_last_layer_are_those_through_the_whole_network()
    {
        ImageClassificationModel model = models[1].Model;
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        ScoringBatch batch = model.Batch(6);
        var signal = new StochasticPasses { Passes = 3 };
        Tensor quick = signal.Compute(batch).Single();
        CollectionAssert.AreEqual(new long[] { 6, 3, Classes }, quick.shape);
        ulong root = SeededRandom.Hash(SeededRandom.DeriveSeed(batch.Seed, signal.Name), signal.Seed);
        using var masked = new MaskedNetwork(model.Network, model.DropoutLayers);
        for (int pass = 0; pass < 3; pass++)
        {
            Tensor logits = masked.ComputeLogits(batch.Images, new DropoutMasks(SeededRandom.Hash(root, (ulong)pass), batch.RowIds, isConsistent: false));
            AssertNear([.. logits.softmax(1).contiguous().data<float>()], [.. quick.select(1, pass).contiguous().data<float>()]);
        }
    }

    [TestMethod]
    public void Masks_drop_the_right_share_scale_the_rest_and_take_whole_channels_where_the_layer_does()
    {
        using var scope = NewDisposeScope();
        DataViewRowId[] ids = [.. Enumerable.Range(0, 50).Select(i => new DataViewRowId((ulong)i, 7))];
        var masks = new DropoutMasks(11, ids, isConsistent: false);
        Tensor output = ones(50, 8, 5, 5);
        float[] numbers = [.. masks.Draw(new DropoutLayer(nn.Dropout(0.3), 0.3, false), 0, 0, output).data<float>()];
        Assert.AreEqual(50 * 8 * 25, numbers.Length);
        Assert.IsTrue(numbers.All(n => n == 0 || n == (float)(1 / 0.7)));
        Assert.AreEqual(0.3, numbers.Count(n => n == 0) / (double)numbers.Length, 0.02);

        Tensor channels = masks.Draw(new DropoutLayer(nn.Dropout2d(0.3), 0.3, true), 0, 0, output);
        CollectionAssert.AreEqual(new long[] { 50, 8, 1, 1 }, channels.shape);
        float[] again = [.. masks.Draw(new DropoutLayer(nn.Dropout(0.3), 0.3, false), 0, 1, output).data<float>()];
        CollectionAssert.AreNotEqual(numbers, again, "a layer that is passed twice draws twice");
        StringAssert.Contains(
            Assert.ThrowsException<InvalidOperationException>(() => masks.Draw(new DropoutLayer(nn.Dropout(0.3), 0.3, false), 0, 0, ones(7))).Message, "50 rows");
    }

    [TestMethod]
    public void A_network_without_dropout_is_refused_before_training()
    {
        ImageClassificationOptions options = TestImages.Options with { Architecture = Architecture.ResNet18 with { Width = 4 }, Signals = [new StochasticPasses()] };
        string message = Assert.ThrowsException<ArgumentException>(
            () => Ml.ActiveLearning().Trainers.ImageClassification(options).Fit(TestImages.Bytes(Ml, 10))).Message;
        StringAssert.Contains(message, "'resnet18-w4' has no dropout");
        StringAssert.Contains(message, "Dropout = 0.5");
    }

    [TestMethod]
    public void A_prediction_engine_gives_what_transforming_gives()
    {
        using ImageClassificationTransformer model = models[1].With(new StochasticPasses { Passes = 4 });
        float[] expected = TestImages.Vectors(model.Transform(TestImages.Bytes(Ml, 1)), "StochasticScore");
        using PredictionEngine<TestImages.ByteRow, Prediction> engine = Ml.Model.CreatePredictionEngine<TestImages.ByteRow, Prediction>(model);
        Assert.AreEqual(4 * Classes, engine.Predict(new TestImages.ByteRow { Image = TestImages.Pixels(0) }).StochasticScore.Length);
        Assert.AreEqual(4 * Classes, expected.Length);
    }

    [TestMethod]
    public void Signals_leave_only_their_values_in_the_callers_scope()
    {
        foreach (ImageClassificationTransformer trained in models)
        {
            using var outer = NewDisposeScope();
            using var noGradients = no_grad();
            ScoringBatch batch = trained.Model.Batch(5);
            foreach (ScoringSignal signal in new ScoringSignal[] { new StochasticPasses(), new DeepFoolDistance(), new BimDistance { Options = new() { MaximumIterations = 20 } } })
            {
                using var scope = NewDisposeScope();
                Assert.AreEqual(1, signal.Compute(batch).Count);
                Assert.AreEqual(1, scope.DisposablesCount, signal.Name);
            }
        }
    }

    [TestMethod]
    public void Two_hundred_scorings_take_no_more_memory_than_a_few()
    {
        using ImageClassificationTransformer model = models[0].With(
            new StochasticPasses { Passes = 3 }, new DeepFoolDistance(), new BimDistance { Options = new() { MaximumIterations = 10 } });
        IDataView view = TestImages.Bytes(Ml, 8);
        void Score(int times)
        {
            for (int i = 0; i < times; i++)
            {
                IDataView scored = model.Transform(view);
                TestImages.Vectors(scored, "StochasticScore");
                _ = scored.GetColumn<float>("DeepFoolDistance").Count();
                _ = scored.GetColumn<float>("BimDistance").Count();
            }
        }

        Score(20);
        long before = Resident();
        Score(200);
        long growth = Resident() - before;
        Assert.IsTrue(growth < 24 << 20, $"The process grew by {growth >> 20} MB.");
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static byte[][] State(ImageClassificationTransformer model) =>
        [.. model.Model.Network.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value.contiguous().bytes.ToArray())];

    private static void AssertNear(float[] expected, float[] got)
    {
        Assert.AreEqual(expected.Length, got.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], got[i], 1e-5, $"value {i}");
        }
    }

    private sealed class Prediction
    {
        public float[] StochasticScore { get; set; } = [];
    }
}
