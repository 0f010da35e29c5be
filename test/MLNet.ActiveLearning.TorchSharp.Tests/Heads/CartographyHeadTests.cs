using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The head of CAL in a training.</summary>
[TestClass]
public sealed class CartographyHeadTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.6)]
    public void The_column_is_a_probability_and_the_network_is_trained_as_without_the_head(double threshold)
    {
        using ImageClassificationTransformer with = Fit(new CartographyHead { Threshold = threshold });
        using ImageClassificationTransformer without = Fit();
        IDataView rows = TestImages.Bytes(ml, 20, first: 100);
        CollectionAssert.AreEqual(TestImages.Vectors(without.Transform(rows), "Score"), TestImages.Vectors(with.Transform(rows), "Score"));
        float[] p = [.. with.Transform(rows).GetColumn<float>("LearnedProbability")];
        Assert.AreEqual(20, p.Length);
        Assert.IsTrue(p.All(value => value is >= 0 and <= 1));
    }

    [TestMethod]
    public void The_column_is_what_a_classifier_of_the_final_embeddings_says_of_samples_by_how_often_they_were_predicted()
    {
        const int Count = 60, Epochs = 4;
        var head = new CartographyHead { Threshold = 0.5, Training = new CartographyTraining { Epochs = 40, LearningRate = 0.05, BatchSize = 16 } };
        var recorder = new TrainingDynamicsRecorder();
        ImageClassificationOptions options = TestImages.Options with { Heads = [head], Observers = [recorder], Epochs = Epochs };
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(options).Fit(TestImages.Bytes(ml, Count));
        bool[] learned = [.. recorder.CreateMap().Points.Select(p => Cartography.IsLearned(p.CorrectEpochs, p.EpochCount, head.Threshold))];
        Assert.IsTrue(learned.Contains(true) && learned.Contains(false), "both kinds are there");

        float[] embeddings = TestImages.Vectors(model.Transform(TestImages.Bytes(ml, Count)), "Embedding"); // in eval mode, without augmentation
        int width = embeddings.Length / Count;
        var classifier = CartographyClassifier.Train(new FloatMatrix(embeddings, Count, width), learned, head.Training);
        IDataView rows = model.Transform(TestImages.Bytes(ml, 20, first: 100));
        float[] expected = [.. TestImages.Vectors(rows, "Embedding").Chunk(width).Select(h => classifier.Predict(h))];
        new GoldenTolerance(0, 1e-3).AssertEqual(expected.Select(p => (double)p).ToArray(), [.. rows.GetColumn<float>("LearnedProbability")], "LearnedProbability");
        Assert.IsTrue(expected.Max() - expected.Min() > 0.05 && Math.Abs(expected.Average() - 0.5) > 0.02, string.Join(' ', expected));
    }

    [TestMethod]
    public void If_all_samples_were_learnt_the_column_ranks_by_entropy_and_training_says_so()
    {
        using var scope = NewDisposeScope();
        using var network = new StubNetwork([], embeddingSize: 2, classCount: 3);
        using HeadModule module = new CartographyHead().Build(network, new NetworkSpec(3, 8, 8, 3));
        module.OnTrainingStarted(network, 2);
        NetworkOutput output = network.call(tensor(new[] { 0.5f, 1f, -1f, 2f }, [2, 2]));
        Tensor loss = module.ComputeLoss(new HeadBatch(output, output.Logits.argmax(1), tensor(new long[] { 0, 1 }), 0));
        Assert.AreEqual(0f, loss.ToSingle());
        module.OnTrainingOutput(output, [0, 1]);
        module.OnTrainingFinished(network);
        StringAssert.Contains(module.Remark!, "all 2 samples were learnt");

        float[] p = [.. module.Score(output).Single().data<float>()];
        float[][] scores = [.. output.Logits.softmax(1).data<float>().Chunk(3)];
        for (int i = 0; i < p.Length; i++)
        {
            double entropy = -scores[i].Sum(x => x * Math.Log(x));
            Assert.AreEqual(1 - (entropy / (2 * Math.Log(3))), p[i], 1e-4);
        }
    }

    private ImageClassificationTransformer Fit(params TrainingHead[] heads) =>
        ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with { Heads = heads }).Fit(TestImages.Bytes(ml, 40));
}
