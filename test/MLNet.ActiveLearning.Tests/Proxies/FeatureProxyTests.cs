using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Proxies;

[TestClass]
public sealed class FeatureProxyTests
{
    private static readonly MLContext Context = new(seed: 1);
    private static readonly FeatureProxyOptions Flowers = new() { FeatureColumnName = "Features", LabelColumnName = "Truth", ClassNames = Flower.ClassNames, LearningRate = 0.1, HiddenWidth = 16 };

    [TestMethod]
    [DataRow(5)]
    [DataRow(0)]
    public void Gradients_equal_differences_of_the_loss(int hiddenWidth)
    {
        const int Rows = 12, Width = 4, Classes = 3;
        var network = new ProxyNetwork(Width, hiddenWidth, Classes);
        network.Initialize(4);
        var random = new SeededRandom(9);
        var features = new FloatMatrix(Enumerable.Range(0, Rows * Width).Select(_ => (float)((4 * random.NextDouble()) - 2)).ToArray(), Rows, Width);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
        var gradient = new ProxyGradient(network, default);
        double loss = gradient.Compute(features, ProxyGradient.Transpose(features), labels);
        Assert.AreEqual(Loss(network, features, labels), loss, 1e-5);
        float[][] slopes = [.. gradient.Values.Select(v => v.ToArray())];
        for (int p = 0; p < slopes.Length; p++)
        {
            for (int i = 0; i < slopes[p].Length; i++)
            {
                float before = network.Parameters[p][i];
                network.Parameters[p][i] = before + 1e-3f;
                double above = Loss(network, features, labels);
                network.Parameters[p][i] = before - 1e-3f;
                double below = Loss(network, features, labels);
                network.Parameters[p][i] = before;
                Assert.AreEqual((above - below) / 2e-3, slopes[p][i], 2e-3, $"parameter {p}, {i}");
            }
        }
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(0)]
    public void Rows_far_from_all_that_was_learnt_have_finite_probabilities(int hiddenWidth)
    {
        var network = new ProxyNetwork(4, hiddenWidth, 3);
        network.Initialize(4);
        var probabilities = new float[3];
        FloatMatrix embeddings = network.Score(new FloatMatrix(new float[] { 1e6f, -1e6f, 1e6f, -1e6f }, 1, 4), probabilities, default);
        Assert.IsTrue(embeddings[0].ToArray().Max() > 88, "the case that matters: exponentials would be infinite");
        Assert.AreEqual(1f, probabilities.Sum(), 1e-6f);
        Assert.AreEqual(1f, probabilities.Max(), 1e-6f);
    }

    [TestMethod]
    [DataRow(ProxyKind.Mlp)]
    [DataRow(ProxyKind.Linear)]
    public void A_proxy_learns_and_is_the_same_on_any_number_of_threads_and_after_a_file(ProxyKind kind)
    {
        IDataView train = Context.Data.LoadFromEnumerable(Flower.Draw(120, seed: 1));
        IDataView test = Context.Data.LoadFromEnumerable(Flower.Draw(90, seed: 2));
        FeatureProxyTransformer one = Context.ActiveLearning().Trainers.FeatureProxy(Flowers with { Kind = kind, Threads = 1, BatchSize = 50 }).Fit(train);
        FeatureProxyTransformer two = Context.ActiveLearning().Trainers.FeatureProxy(Flowers with { Kind = kind, Threads = 2, BatchSize = 50 }).Fit(train);
        float[] scores = Scores(one, test);
        CollectionAssert.AreEqual(scores, Scores(two, test));
        double accuracy = Context.MulticlassClassification.Evaluate(
            Context.Transforms.Conversion.MapValueToKey("Truth", keyData: Context.Data.LoadFromEnumerable(Flower.ClassNames.Select(n => new Name { Value = n }))).Fit(test).Transform(one.Transform(test)),
            "Truth").MicroAccuracy;
        Assert.IsTrue(accuracy > 0.7);
        Assert.AreEqual(kind == ProxyKind.Mlp ? 16 : 4, ((VectorDataViewType)one.Transform(test).Schema["Embedding"].Type).Size);

        using var folder = new TemporaryFolder();
        Context.ActiveLearning().Save(one, null, folder.File("proxy.zip"));
        CollectionAssert.AreEqual(scores, Scores((FeatureProxyTransformer)Context.ActiveLearning().Load(folder.File("proxy.zip")), test));
        Assert.AreEqual(
            Saving.ModelHash.Compute(Context, one),
            Saving.ModelHash.Compute(Context, Context.ActiveLearning().Load(folder.File("proxy.zip"))));
        Assert.AreNotEqual(Saving.ModelHash.Compute(Context, one), Saving.ModelHash.Compute(Context, two)); // Threads is an option
    }

    [TestMethod]
    public async Task A_loop_trains_proxies_and_selects_with_them()
    {
        var scenario = new Scenario { Trainer = Context.ActiveLearning().Trainers.FeatureProxy(Flowers) };
        IReadOnlyList<Round> rounds = await (scenario with { Options = scenario.Options with { TestSet = scenario.TestSet, Strategy = new BadgeStrategy(new BadgeOptions()) } }).RunAsync();
        Assert.HasCount(4, rounds);
        Assert.IsTrue(rounds[^1].Metrics!.MicroAccuracy > 0.5);
        CollectionAssert.AreEqual(
            Scenario.Results(rounds),
            Scenario.Results(await (scenario with { Options = scenario.Options with { TestSet = scenario.TestSet, Strategy = new BadgeStrategy(new BadgeOptions()) } }).RunAsync()));
    }

    [TestMethod]
    public void Options_rows_and_columns_that_cannot_work_are_told_apart()
    {
        string all = Assert.ThrowsExactly<ArgumentException>(() => Context.ActiveLearning().Trainers.FeatureProxy(Flowers with { Epochs = 0, BatchSize = 1, LearningRate = double.NaN })).Message;
        StringAssert.Contains(all, "Epochs is 0");
        StringAssert.Contains(all, "BatchSize is 1");
        StringAssert.Contains(all, "LearningRate is NaN");
        IDataView rows = Context.Data.LoadFromEnumerable(Flower.Draw(10, seed: 1));
        FeatureProxyTrainer strange = Context.ActiveLearning().Trainers.FeatureProxy(Flowers with { ClassNames = ["a", "b"] });
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => strange.Fit(rows)).Message, "none of the classes a, b");
        FeatureProxyTrainer lost = Context.ActiveLearning().Trainers.FeatureProxy(Flowers with { FeatureColumnName = "Nowhere" });
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => lost.Fit(rows)).Message, "'Nowhere'");
        FeatureProxyTransformer proxy = Context.ActiveLearning().Trainers.FeatureProxy(Flowers).Fit(rows);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Context.Model.Save(proxy, rows.Schema, Stream.Null)).Message, "ActiveLearning().Save");
    }

    [TestMethod]
    public void The_learning_rate_runs_along_seven_sixteenths_of_a_cosine()
    {
        Assert.AreEqual(1, ProxyTraining.LearningRateFactor(0, 250), 1e-12);
        Assert.AreEqual(0.009999848872063271, 0.01 * ProxyTraining.LearningRateFactor(1, 250), 1e-15);
        Assert.AreEqual(0.0020047949519825152, 0.01 * ProxyTraining.LearningRateFactor(249, 250), 1e-15);
        CollectionAssert.AreEqual(new[] { (0, 4), (4, 5) }, ProxyTraining.SplitEpoch(9, 4));
    }

    private static float[] Scores(FeatureProxyTransformer proxy, IDataView rows) =>
        [.. proxy.Transform(rows).GetColumn<float[]>("Score").SelectMany(s => s), .. proxy.Transform(rows).GetColumn<float[]>("Embedding").SelectMany(s => s)];

    // In double precision, from the definition.
    private static double Loss(ProxyNetwork network, FloatMatrix features, int[] labels)
    {
        double[][] rows = [.. Enumerable.Range(0, features.RowCount).Select(r => features[r].ToArray().Select(v => (double)v).ToArray())];
        if (network.HiddenWidth > 0)
        {
            double[][] linear = [.. rows.Select(x => Apply(network.Hidden, network.HiddenBias, x))];
            for (int h = 0; h < network.HiddenWidth; h++)
            {
                double mean = linear.Average(r => r[h]);
                double variance = linear.Average(r => (r[h] - mean) * (r[h] - mean));
                foreach (double[] row in linear)
                {
                    row[h] = Math.Max(0, ((row[h] - mean) / Math.Sqrt(variance + 1e-5) * network.Scale[h]) + network.Shift[h]);
                }
            }
            rows = linear;
        }
        return rows.Select((x, i) =>
        {
            double[] logits = Apply(network.Last, network.LastBias, x);
            return Math.Log(logits.Sum(Math.Exp)) - logits[labels[i]];
        }).Average();
    }

    private static double[] Apply(float[] weights, float[] bias, double[] x) =>
        [.. bias.Select((b, o) => b + x.Select((v, i) => v * weights[(o * x.Length) + i]).Sum())];

    private sealed class Name
    {
        public string Value { get; set; } = "";
    }
}
