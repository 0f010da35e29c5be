using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Some rows of a matrix as a matrix of their own.</summary>
internal static class RowSubset
{
    public static FloatMatrix Gather(FloatMatrix matrix, ReadOnlySpan<int> rows)
    {
        int width = matrix.ColumnCount;
        float[] gathered = GC.AllocateUninitializedArray<float>(checked(rows.Length * width));
        for (int i = 0; i < rows.Length; i++)
        {
            matrix[rows[i]].CopyTo(gathered.AsSpan(i * width, width));
        }
        return new FloatMatrix(gathered, rows.Length, width);
    }
}
