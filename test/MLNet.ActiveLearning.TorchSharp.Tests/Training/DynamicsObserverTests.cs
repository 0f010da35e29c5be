using Microsoft.ML;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.DatasetMaps;
using MLNet.ActiveLearning.Heads;

namespace MLNet.ActiveLearning.Training;

[TestClass]
public sealed class DynamicsObserverTests
{
    private readonly MLContext ml = new(seed: 1);

    [TestMethod]
    public void A_recorded_map_has_the_accuracies_that_training_reports()
    {
        var recorder = new TrainingDynamicsRecorder();
        var listener = new Listener();
        using ImageClassificationTransformer model = Fit([recorder, listener], []);
        DatasetMap map = recorder.CreateMap();
        Assert.AreEqual(40, map.Points.Count);
        CollectionAssert.AreEqual(listener.Epochs.Select(e => e.TrainingAccuracy).ToArray(), map.EpochAccuracies.ToArray());
        Assert.AreEqual(1, recorder.CreateMap(epochs: 1).Points[0].EpochCount);
        Assert.ThrowsExactly<InvalidOperationException>(() => new TrainingDynamicsRecorder().CreateMap());
    }

    [TestMethod]
    public void Scoring_held_out_rows_between_the_epochs_does_not_change_the_training()
    {
        IDataView heldOut = TestImages.Bytes(ml, 12, first: 100);
        var recorder = new DynamicsDivergenceRecorder(heldOut);
        using ImageClassificationTransformer watched = Fit([recorder], [new TrainingDynamicsHead()]);
        using ImageClassificationTransformer alone = Fit([], [new TrainingDynamicsHead()]);
        CollectionAssert.AreEqual(TestImages.Vectors(alone.Transform(heldOut), "Score"), TestImages.Vectors(watched.Transform(heldOut), "Score"));

        IReadOnlyList<DynamicsDivergencePoint> points = recorder.Compute();
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, points.Select(p => p.Epoch).ToArray());
        Assert.IsTrue(points.All(p => p.Predicted > 0 && p.Snapshot > 0 && double.IsFinite(p.Predicted + p.Snapshot)));
    }

    [TestMethod]
    public void A_model_without_predicted_dynamics_is_refused()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Fit([new DynamicsDivergenceRecorder(TestImages.Bytes(ml, 3))], []));
        StringAssert.Contains(error.Message, "TrainingDynamicsHead");
    }

    [TestMethod]
    public void Divergences_are_taken_from_the_average_over_the_epochs()
    {
        // pbar = (0.5, 0.5): KL(pbar || (0.25, 0.75)) = 0.5 ln(0.5/0.25) + 0.5 ln(0.5/0.75).
        IReadOnlyList<DynamicsDivergencePoint> points = DynamicsDivergence.Compute(
            [[0.25f, 0.75f], [0.75f, 0.25f]], [[0.5f, 0.5f], [0.25f, 0.75f]], 2);
        double expected = (0.5 * Math.Log(2)) + (0.5 * Math.Log(2.0 / 3));
        Assert.AreEqual(0, points[0].Predicted, 1e-9);
        Assert.AreEqual(expected, points[0].Snapshot, 1e-7);
        Assert.AreEqual(expected, points[1].Snapshot, 1e-7);
        Assert.AreEqual(expected, points[1].Predicted, 1e-7);
    }

    private ImageClassificationTransformer Fit(IReadOnlyList<ITrainingObserver> observers, IReadOnlyList<TrainingHead> heads) =>
        ml.ActiveLearning().Trainers.ImageClassification(TestImages.Options with { Observers = observers, Heads = heads }).Fit(TestImages.Bytes(ml, 40));
}
