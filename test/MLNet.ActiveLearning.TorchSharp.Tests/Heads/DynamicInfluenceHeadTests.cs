using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The head of DISAL on a network.</summary>
[TestClass]
public sealed class DynamicInfluenceHeadTests
{
    private static readonly NetworkSpec Spec = new(3, 8, 8, 4);

    [TestMethod]
    public void Without_training_all_scores_are_zero()
    {
        using var scope = NewDisposeScope();
        using var network = new StubNetwork([], embeddingSize: 5, classCount: 4);
        foreach (bool normalize in new[] { true, false })
        {
            using HeadModule module = new DynamicInfluenceHead { Normalize = normalize }.Build(network, Spec);
            module.OnTrainingStarted(network, 6);
            module.OnTrainingFinished(network);
            IReadOnlyList<Tensor> columns = module.Score(network.call(ones(3, 5)));
            CollectionAssert.AreEqual(new long[] { 3, 4 }, columns[0].shape);
            CollectionAssert.AreEqual(new float[3], columns[1].data<float>().ToArray());
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Scores_after_training_equal_those_of_the_plain_functions_and_survive_saving(bool normalize)
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        var head = new DynamicInfluenceHead { Normalize = normalize };
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(Spec);
        using HeadModule module = head.Build(network, Spec);
        float[] weight = [.. network.Classifier.weight!.data<float>()];
        float[] bias = [.. network.Classifier.bias!.data<float>()];
        Train(network, module);
        float[] directionWeight = [.. network.Classifier.weight.data<float>().Zip(weight, (now, before) => now - before)];
        float[] directionBias = [.. network.Classifier.bias.data<float>().Zip(bias, (now, before) => now - before)];

        network.eval();
        using var noGradients = no_grad();
        NetworkOutput output = network.call(Images(6));
        IReadOnlyList<Tensor> columns = module.Score(output);
        float[] changes = new float[6 * 4];
        float[] expected = new float[6];
        DynamicInfluence.ComputeLogitChanges([.. output.Embedding.data<float>()], directionWeight, directionBias, changes);
        double norm = DynamicInfluence.ComputeNorm(directionWeight, directionBias);
        DynamicInfluence.ComputeProjectedGradient(
            [.. columns[0].data<float>()], changes, [], DynamicInfluenceLabel.Entropy, normalize ? norm : 1.0, expected);
        float[] got = [.. columns[1].data<float>()];
        for (int i = 0; i < got.Length; i++)
        {
            Assert.AreEqual(expected[i], got[i], 1e-5f + (1e-3f * Math.Abs(expected[i])));
        }

        Assert.IsTrue(got.Any(score => Math.Abs(score) > 1e-6f), "training moved the classifier");

        using var stream = new MemoryStream();
        module.save(stream);
        using HeadModule loaded = head.Build(network, Spec);
        loaded.load(new MemoryStream(stream.ToArray())); // saving has closed the stream
        CollectionAssert.AreEqual(got, loaded.Score(output)[1].data<float>().ToArray());
        CollectionAssert.AreEqual(columns[0].data<float>().ToArray(), loaded.Score(output)[0].data<float>().ToArray());
    }

    [TestMethod]
    public void Scores_of_a_confident_sample_are_near_zero_and_shifts_cost_no_digits()
    {
        using var scope = NewDisposeScope();
        using var network = new StubNetwork([], embeddingSize: 2, classCount: 3);
        using var module = (DynamicInfluenceModule)new DynamicInfluenceHead { Normalize = false }.Build(network, Spec with { ClassCount = 3 });
        module.OnTrainingStarted(network, 1);
        using (no_grad())
        {
            network.Classifier.bias!.add_(tensor(new[] { 1000.5f, 1000f, 1000f }));
        }

        module.OnTrainingFinished(network);
        Tensor logits = tensor(new[] { 60f, 0f, 0f, 0.5f, 0f, 0f }, [2, 3]);
        float[] scores = [.. module.Project(null, new NetworkOutput(logits, zeros(2, 2), []), logits).data<float>()];
        Assert.AreEqual(0f, scores[0], 1e-6f);

        // Cov_q(ln q, dZ) with q = softmax(0.5, 0, 0) and dZ = (0.5, 0, 0) + const: 0.25 q0 (1 - q0).
        double q0 = Math.Exp(0.5) / (Math.Exp(0.5) + 2);
        Assert.AreEqual(0.25 * q0 * (1 - q0), scores[1], 1e-4);
    }

    [TestMethod]
    public void All_problems_of_the_options_are_in_one_message()
    {
        using var network = new StubNetwork([], embeddingSize: 2, classCount: 4);
        var head = new DynamicInfluenceHead { Weight = double.NaN, DynamicScoreColumnName = "ProjectedGradient", CheckpointEvery = 0, Label = (DynamicInfluenceLabel)7 };
        var error = Assert.ThrowsExactly<ArgumentException>(() => head.Build(network, Spec));
        StringAssert.Contains(error.Message, "Weight of DynamicInfluenceHead is NaN");
        StringAssert.Contains(error.Message, "CheckpointEvery of DynamicInfluenceHead is 0");
        StringAssert.Contains(error.Message, "Label of DynamicInfluenceHead is 7");
        StringAssert.Contains(error.Message, "Both columns of DynamicInfluenceHead are named 'ProjectedGradient'");
    }

    [TestMethod]
    [DataRow(InfluenceCheckpoints.Full)]
    [DataRow(InfluenceCheckpoints.Last)]
    public void Sums_over_checkpoints_equal_those_of_recorded_models(InfluenceCheckpoints checkpoints)
    {
        var ml = new Microsoft.ML.MLContext(1);
        using var recorder = new CheckpointRecorder(every: 2);
        using ImageClassificationTransformer trained = ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with
        {
            Heads = [new DynamicInfluenceHead { Checkpoints = checkpoints, CheckpointEvery = 2, Normalize = false, Shape = DynamicHeadShape.Multiscale }],
            Epochs = 6,
            Observers = [recorder],
        }).Fit(TestImages.Bytes(ml, 32));
        Microsoft.ML.IDataView rows = TestImages.Bytes(ml, 10, first: 50);
        CollectionAssert.AreEqual(new[] { 2, 4, 6 }, recorder.Checkpoints.Select(c => c.Epoch).ToArray());
        var (weightAtStart, biasAtStart) = ReadUntrained(ml);
        var totals = new double[10];
        foreach (TrainingCheckpoint checkpoint in checkpoints == InfluenceCheckpoints.Full ? recorder.Checkpoints : recorder.LastHalf)
        {
            TorchSharp.Modules.Linear layer = checkpoint.Model.Model.Network.Classifier;
            float[] weight = [.. layer.weight!.data<float>().Zip(weightAtStart, (now, before) => now - before)];
            float[] bias = [.. layer.bias!.data<float>().Zip(biasAtStart, (now, before) => now - before)];
            Microsoft.ML.IDataView scored = checkpoint.Model.Transform(rows);
            var changes = new float[10 * 3];
            var utilities = new float[10];
            DynamicInfluence.ComputeLogitChanges(TestImages.Vectors(scored, "Embedding"), weight, bias, changes);
            DynamicInfluence.ComputeProjectedGradient(TestImages.Vectors(scored, "Score"), changes, [], DynamicInfluenceLabel.Entropy, 1.0, utilities);
            DynamicInfluence.AddCheckpoint(totals, utilities, checkpoint.LearningRate);
        }

        float[] got = [.. Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float>(trained.Transform(rows), "ProjectedGradient")];
        new Golden.GoldenTolerance(1e-3, 1e-6).AssertEqual(totals, got, "sums");
        Assert.IsTrue(got.Any(g => Math.Abs(g) > 1e-5));

        var folder = new MemoryFolder();
        ((Saving.ISavableModel)trained).Save(folder);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(ml, folder);
        CollectionAssert.AreEqual(TestImages.Vectors(trained.Transform(rows), "Score"), TestImages.Vectors(loaded.Transform(rows), "Score"));
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => TestImages.Vectors(loaded.Transform(rows), "DynamicScore")).Message, "checkpoints");

        (float[] Weight, float[] Bias) ReadUntrained(Microsoft.ML.MLContext context)
        {
            using var model = (ImageClassificationTransformer)context.ActiveLearning().Trainers
                .ImageClassification(trained.Model.Options).CreateUntrained(TestImages.Bytes(context, 32), trained.Model.Options.Seed);
            return ([.. model.Model.Network.Classifier.weight!.data<float>()], [.. model.Model.Network.Classifier.bias!.data<float>()]);
        }
    }

    [TestMethod]
    public void The_sum_of_gradient_steps_is_the_difference_of_the_weights_under_plain_gradient_descent()
    {
        var ml = new Microsoft.ML.MLContext(1);
        float[][] scores = [.. Enum.GetValues<InfluenceAccumulation>().Select(accumulation =>
        {
            using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with
            {
                Heads = [new DynamicInfluenceHead { Accumulation = accumulation }],
                Optimizer = new SgdOptimizer { LearningRate = 0.05, Momentum = 0, WeightDecay = 0 },
            }).Fit(TestImages.Bytes(ml, 32));
            return Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float>(model.Transform(TestImages.Bytes(ml, 10)), "ProjectedGradient").ToArray();
        })];
        new Golden.GoldenTolerance(1e-3, 1e-5).AssertEqual(scores[0].Select(s => (double)s).ToArray(), scores[1], "scores");
        Assert.IsTrue(scores[0].Any(s => Math.Abs(s) > 1e-4));
    }

    /// <summary>Three steps of plain gradient descent on six images.</summary>
    private static void Train(ImageNetwork network, HeadModule module)
    {
        Tensor labels = tensor(new long[] { 0, 1, 2, 3, 0, 1 });
        Tensor rows = tensor(new long[] { 0, 1, 2, 3, 4, 5 });
        module.OnTrainingStarted(network, 6);
        using var optimizer = optim.SGD(network.parameters().Concat(module.parameters()).ToList(), 0.1);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            using var scope = NewDisposeScope();
            NetworkOutput output = network.call(Images(6));
            Tensor loss = nn.functional.cross_entropy(output.Logits, labels) + module.ComputeLoss(new HeadBatch(output, labels, rows, epoch));
            optimizer.zero_grad();
            loss.backward();
            Assert.IsTrue(module.parameters().All(parameter => parameter.grad is not null));
            optimizer.step();
        }

        module.OnTrainingFinished(network);
    }

    private static Tensor Images(int count)
        => arange(count * 3 * 64, dtype: ScalarType.Float32).mul(0.37f).sin().reshape(count, 3, 8, 8);
}
