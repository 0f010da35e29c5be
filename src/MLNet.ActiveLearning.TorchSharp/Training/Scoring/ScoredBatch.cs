using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>The model's columns for a batch of rows, in managed memory.</summary>
internal sealed class ScoredBatch(int count, IReadOnlyDictionary<OutputColumn, float[]> values, uint[] predictedKeys)
{
    public int Count => count;

    /// <summary>Key of the most probable class of a row; the lowest of equals.</summary>
    public uint GetPredictedKey(int row) => predictedKeys[row];

    public float GetNumber(OutputColumn column, int row) => values[column][row];

    public void GetVector(OutputColumn column, int row, ref VBuffer<float> vector)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref vector, column.Size);
        values[column].AsSpan(row * column.Size, column.Size).CopyTo(editor.Values);
        vector = editor.Commit();
    }
}
