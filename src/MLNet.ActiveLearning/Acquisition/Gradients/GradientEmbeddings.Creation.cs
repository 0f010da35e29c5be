using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

public sealed partial class GradientEmbeddings
{
    /// <summary>Gradients at the most probable classes, the lowest class on a tie: what is done where labels are unknown. O(N (C + D)).</summary>
    /// <param name="probabilities">(N, C): class probabilities.</param>
    /// <param name="embeddings">(N, D): inputs of the last layer; may be the default value for <see cref="GradientKind.Bias"/>.</param>
    /// <param name="kind">What the gradients are taken with respect to.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The matrices have different numbers of rows, or a value is NaN or infinite.</exception>
    public static GradientEmbeddings AtPredictedClasses(
        FloatMatrix probabilities, FloatMatrix embeddings, GradientKind kind, Parallelism parallelism = default)
    {
        CheckShapes(probabilities, embeddings, kind);
        int[] classes = new int[probabilities.RowCount];
        for (int i = 0; i < classes.Length; i++)
        {
            ReadOnlySpan<float> p = probabilities[i];
            int best = 0;
            for (int c = 1; c < p.Length; c++)
            {
                best = p[c] > p[best] ? c : best;
            }
            classes[i] = best;
        }
        return new GradientEmbeddings(probabilities, embeddings, classes, kind, parallelism);
    }

    /// <summary>Gradients at given classes: those of rows whose labels are known. O(N (C + D)).</summary>
    /// <param name="probabilities">(N, C): class probabilities.</param>
    /// <param name="embeddings">(N, D): inputs of the last layer; may be the default value for <see cref="GradientKind.Bias"/>.</param>
    /// <param name="classes">(N): each in [0, C).</param>
    /// <param name="kind">What the gradients are taken with respect to.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The inputs have different numbers of rows, a class is out of range, or a value is NaN or infinite.</exception>
    public static GradientEmbeddings AtClasses(
        FloatMatrix probabilities, FloatMatrix embeddings, ReadOnlySpan<int> classes, GradientKind kind, Parallelism parallelism = default)
    {
        CheckShapes(probabilities, embeddings, kind);
        if (classes.Length != probabilities.RowCount)
        {
            throw new ArgumentException($"There are {classes.Length} classes and {probabilities.RowCount} rows of probabilities; pass one class a row.", nameof(classes));
        }
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)probabilities.ColumnCount)
            {
                throw new ArgumentException(
                    $"Row {i} has class {classes[i]}; the probabilities have {probabilities.ColumnCount} classes, so pass 0 to {probabilities.ColumnCount - 1}.", nameof(classes));
            }
        }
        return new GradientEmbeddings(probabilities, embeddings, classes.ToArray(), kind, parallelism);
    }

    /// <summary>Some of the gradients, copied.</summary>
    internal GradientEmbeddings Restrict(int[] rows, Parallelism parallelism) => new(
        Copy(Probabilities, rows), Kind == GradientKind.Bias ? default : Copy(Embeddings, rows), [.. rows.Select(i => classes[i])], Kind, parallelism);

    private static FloatMatrix Copy(FloatMatrix matrix, int[] rows)
    {
        float[] values = new float[rows.Length * matrix.ColumnCount];
        for (int i = 0; i < rows.Length; i++)
        {
            matrix[rows[i]].CopyTo(values.AsSpan(i * matrix.ColumnCount));
        }
        return new FloatMatrix(values, rows.Length, matrix.ColumnCount);
    }

    private static void CheckShapes(FloatMatrix probabilities, FloatMatrix embeddings, GradientKind kind)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, $"Use one of {string.Join(", ", Enum.GetNames<GradientKind>())}.");
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(probabilities.ColumnCount, 1, nameof(probabilities));
        FiniteRows.Check(probabilities, "probabilities");
        if (kind == GradientKind.Bias)
        {
            return;
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(embeddings.ColumnCount, 1, nameof(embeddings));
        if (embeddings.RowCount != probabilities.RowCount)
        {
            throw new ArgumentException(
                $"There are {embeddings.RowCount} rows of embeddings and {probabilities.RowCount} rows of probabilities; pass the same rows.", nameof(embeddings));
        }
        FiniteRows.Check(embeddings, "embeddings");
    }
}
