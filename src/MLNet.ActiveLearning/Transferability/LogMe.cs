using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>LogME: how well a linear model on features explains labels, as the logarithm of its maximum evidence. Nothing is trained.</summary>
/// <remarks>
/// <para>
/// For each class the indicator <c>y</c> in {0, 1}^N is modelled as <c>F m + noise</c>, with weights of precision alpha and noise of precision beta. With sigma
/// the eigenvalues of <c>F'F</c> and alpha = beta = 1 to start with, at most 11 times:
/// <c>t = alpha / beta; gamma = sum sigma / (sigma + t); m = (F'F + t I)^-1 F'y; alpha = gamma / (|m|^2 + 1e-5); beta = (N - gamma) / (|y - F m|^2 + 1e-5)</c>.
/// Evidence a row: <c>[D ln alpha + N ln beta - sum ln(alpha + beta sigma) - beta |y - F m|^2 - alpha |m|^2 - N ln 2 pi] / (2 N)</c>; the score is the mean over the
/// classes. In nats; higher is better. Scores compare between features of the same rows and labels.
/// </para>
/// <para>
/// Pure, thread-safe; the result does not depend on the number of threads. With k = min(N, D): O(N D k) for the Gram matrix, O(k^3) to make it tridiagonal and
/// O(k) a class and step; k^2 numbers of memory. You, Liu, Wang, Long, "LogME: Practical Assessment of Pre-trained Models for Transfer Learning", ICML 2021,
/// arXiv:2102.11005; "Ranking and Tuning Pre-trained Models", JMLR 2022, arXiv:2110.10545 (fixed point).
/// </para>
/// </remarks>
public static class LogMe
{
    /// <summary>Scores features against class labels.</summary>
    /// <param name="features">(N, D), one row a labelled sample; finite, not all 0.</param>
    /// <param name="labels">N classes from 0, of which at least two occur.</param>
    /// <param name="options">The form of the evidence; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is not finite, all features are 0, or there are fewer than two classes.</exception>
    public static LogMeResult Compute(FloatMatrix features, ReadOnlySpan<int> labels, LogMeOptions? options = null, Parallelism parallelism = default)
    {
        (int[] classes, double[] targets) = EvidenceTargets.OfClasses(labels, features.RowCount, options?.KeepAbsentClasses == true);
        return EvidenceModel.Fit(features.Values, features.RowCount, features.ColumnCount, classes, targets, options, parallelism);
    }

    /// <summary>Scores features in double precision against class labels.</summary>
    /// <inheritdoc cref="Compute(FloatMatrix, ReadOnlySpan{int}, LogMeOptions?, Parallelism)"/>
    public static LogMeResult Compute(DoubleMatrix features, ReadOnlySpan<int> labels, LogMeOptions? options = null, Parallelism parallelism = default)
    {
        (int[] classes, double[] targets) = EvidenceTargets.OfClasses(labels, features.RowCount, options?.KeepAbsentClasses == true);
        return EvidenceModel.Fit(features.Values, features.RowCount, features.ColumnCount, classes, targets, options, parallelism);
    }

    /// <summary>Scores features against numbers.</summary>
    /// <param name="features">(N, D), one row a sample; finite, not all 0.</param>
    /// <param name="targets">(N, K), a column a target; finite.</param>
    /// <param name="options">The form of the evidence; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, a value is not finite, or all features are 0.</exception>
    public static LogMeResult ComputeRegression(DoubleMatrix features, DoubleMatrix targets, LogMeOptions? options = null, Parallelism parallelism = default)
    {
        (int[] columns, double[] values) = EvidenceTargets.OfNumbers(targets, features.RowCount);
        return EvidenceModel.Fit(features.Values, features.RowCount, features.ColumnCount, columns, values, options, parallelism);
    }
}
