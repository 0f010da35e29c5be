using Microsoft.ML;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Checkpoints of a training, and influences traced through them.</summary>
[TestClass]
public sealed class CheckpointRecorderTests
{
    private readonly MLContext ml = new(1);

    [TestMethod]
    public void Checkpoints_hold_the_weights_of_their_epochs_and_change_nothing()
    {
        using var recorder = new CheckpointRecorder();
        using ImageClassificationTransformer watched = Train(recorder);
        using ImageClassificationTransformer alone = Train();
        IDataView rows = TestImages.Bytes(ml, 12);
        float[] scores = TestImages.Vectors(alone.Transform(rows), "Score");
        CollectionAssert.AreEqual(scores, TestImages.Vectors(watched.Transform(rows), "Score"));
        CollectionAssert.AreEqual(scores, TestImages.Vectors(recorder.Checkpoints[^1].Model.Transform(rows), "Score"));
        CollectionAssert.AreNotEqual(scores, TestImages.Vectors(recorder.Checkpoints[0].Model.Transform(rows), "Score"));
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, recorder.Checkpoints.Select(c => c.Epoch).ToArray());
        CollectionAssert.AreEqual(new[] { 2, 3 }, recorder.LastHalf.Select(c => c.Epoch).ToArray()); // t > 1.5
        Assert.IsTrue(recorder.Checkpoints.All(c => c.LearningRate > 0));
        recorder.Dispose();
        Assert.AreEqual(0, recorder.Checkpoints.Count);
    }

    [TestMethod]
    public void Influences_through_checkpoints_are_scalar_products_of_last_layer_gradients()
    {
        using var recorder = new CheckpointRecorder(every: 2);
        using ImageClassificationTransformer model = Train(recorder);
        IDataView training = TestImages.Bytes(ml, 5);
        IDataView others = TestImages.Bytes(ml, 4, first: 40);
        var influences = new double[20];
        var expected = new double[20];
        foreach (TrainingCheckpoint checkpoint in recorder.Checkpoints)
        {
            (TracInRows left, TracInRows right) = (Rows(checkpoint, training, 0, 5), Rows(checkpoint, others, 40, 4));
            TracIn.AddInfluences(left, right, checkpoint.LearningRate, influences);
            for (int i = 0; i < 20; i++)
            {
                using var scope = NewDisposeScope();
                Tensor g = Gradient(checkpoint, left, i / 4);
                expected[i] += checkpoint.LearningRate * (g * Gradient(checkpoint, right, i % 4)).sum().ToDouble();
            }
        }

        new GoldenTolerance(1e-3, 1e-6).AssertEqual(expected, influences, "influences");
        Assert.IsTrue(influences.Max(Math.Abs) > 1e-4);
    }

    private ImageClassificationTransformer Train(params ITrainingObserver[] observers) => ml.ActiveLearning().Trainers
        .ImageClassification(TestImages.Options with { Observers = observers }).Fit(TestImages.Bytes(ml, 32));

    private static TracInRows Rows(TrainingCheckpoint checkpoint, IDataView rows, int first, int count)
    {
        IDataView scored = checkpoint.Model.Transform(rows);
        float[] embeddings = TestImages.Vectors(scored, "Embedding");
        return new TracInRows(
            new FloatMatrix(TestImages.Vectors(scored, "Score"), count, 3),
            new FloatMatrix(embeddings, count, embeddings.Length / count),
            [.. Enumerable.Range(first, count).Select(i => i % 3)]);
    }

    /// <summary>The gradient of the cross-entropy by automatic differentiation, weights and biases in one vector.</summary>
    private static Tensor Gradient(TrainingCheckpoint checkpoint, TracInRows rows, int row)
    {
        TorchSharp.Modules.Linear layer = checkpoint.Model.Model.Network.Classifier;
        Tensor logits = layer.call(tensor(rows.Embeddings[row].ToArray()).unsqueeze(0));
        Tensor loss = nn.functional.cross_entropy(logits, tensor(new long[] { rows.Labels[row] }));
        IList<Tensor> gradients = autograd.grad([loss], [layer.weight!, layer.bias!]);
        return cat([gradients[0].flatten(), gradients[1].flatten()]);
    }
}
