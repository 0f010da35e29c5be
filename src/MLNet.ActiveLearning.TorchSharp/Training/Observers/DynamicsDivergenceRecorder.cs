using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Training;

/// <summary>Scores held-out rows after every epoch, and measures how well their training dynamics are predicted.</summary>
/// <remarks>Needs a model with a head that writes predicted dynamics. Cost: one scoring of the rows an epoch; memory <c>8 N C T</c> bytes. See <see cref="DynamicsDivergence"/>.</remarks>
public sealed class DynamicsDivergenceRecorder : IModelObserver
{
    private readonly IDataView heldOut;
    private readonly string dynamicScoreColumnName;
    private readonly List<float[]> snapshots = [];
    private readonly List<float[]> predictions = [];
    private int classCount;

    /// <summary>Creates a recorder.</summary>
    /// <param name="heldOut">Rows that are not trained on.</param>
    /// <param name="dynamicScoreColumnName">The column of predicted dynamics.</param>
    public DynamicsDivergenceRecorder(IDataView heldOut, string dynamicScoreColumnName = SignalNames.DynamicScore)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        this.heldOut = heldOut;
        this.dynamicScoreColumnName = dynamicScoreColumnName;
    }

    /// <inheritdoc/>
    public bool ObservesBatches => false;

    /// <inheritdoc/>
    public void OnTrainingStarted(TrainingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        classCount = start.ClassNames.Count;
        snapshots.Clear();
        predictions.Clear();
    }

    /// <inheritdoc/>
    public void OnBatch(BatchObservation batch)
    {
    }

    /// <inheritdoc/>
    public void OnEpochFinished(TrainingProgress progress)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model does not predict training dynamics.</exception>
    public void OnModel(TrainingProgress progress, ImageClassificationTransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IDataView scored = model.Transform(heldOut);
        if (scored.Schema.GetColumnOrNull(dynamicScoreColumnName) is not { } dynamics)
        {
            throw new InvalidOperationException($"The model writes no column '{dynamicScoreColumnName}'; add a TrainingDynamicsHead to its Heads.");
        }

        DataViewSchema.Column score = scored.Schema[SignalNames.Score];
        List<float> p = [], q = [];
        using DataViewRowCursor cursor = scored.GetRowCursor([score, dynamics]);
        ValueGetter<VBuffer<float>> ofScore = cursor.GetGetter<VBuffer<float>>(score);
        ValueGetter<VBuffer<float>> ofDynamics = cursor.GetGetter<VBuffer<float>>(dynamics);
        VBuffer<float> values = default;
        while (cursor.MoveNext())
        {
            ofScore(ref values);
            p.AddRange(values.DenseValues());
            ofDynamics(ref values);
            q.AddRange(values.DenseValues());
        }

        snapshots.Add([.. p]);
        predictions.Add([.. q]);
    }

    /// <summary>The divergences after each recorded epoch.</summary>
    public IReadOnlyList<DynamicsDivergencePoint> Compute() => DynamicsDivergence.Compute(snapshots, predictions, classCount);
}
