using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Makes the getters of the model's columns.</summary>
internal static class ScoreGetters
{
    /// <param name="column">The column.</param>
    /// <param name="locate">Gives the batch of the current row and the row's place in it.</param>
    public static ValueGetter<TValue> Create<TValue>(OutputColumn column, Func<(ScoredBatch Batch, int Row)> locate)
    {
        Delegate getter = column switch
        {
            { Kind: OutputKind.PredictedLabel } => (ValueGetter<uint>)((ref uint value) =>
            {
                (ScoredBatch batch, int row) = locate();
                value = batch.GetPredictedKey(row);
            }),
            { Size: 0 } => (ValueGetter<float>)((ref float value) =>
            {
                (ScoredBatch batch, int row) = locate();
                value = batch.GetNumber(column, row);
            }),
            _ => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                (ScoredBatch batch, int row) = locate();
                batch.GetVector(column, row, ref value);
            }),
        };
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' cannot be read as {typeof(TValue)}; it is {getter.GetType().GetGenericArguments()[0]}.");
    }
}
