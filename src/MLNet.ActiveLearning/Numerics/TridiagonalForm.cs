using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>A symmetric matrix as <c>A = Q T Q'</c> with T tridiagonal and Q orthogonal, and vectors turned by Q.</summary>
/// <remarks>
/// Householder reflections, one a row from the last row up, gathered in panels of 32 so that half the work is a matrix product: 4/3 n^3 operations, n^2
/// numbers of memory. What depends on the eigenvalues and on solutions of <c>(A + t I) w = b</c> needs no eigenvectors then: T has the same
/// eigenvalues, and its systems are solved in O(n). Does not depend on the number of threads.
/// Dongarra, Sorensen, Hammarling, "Block reduction of matrices to condensed forms for eigenvalue computations", 1989.
/// </remarks>
internal sealed class TridiagonalForm
{
    private const int PanelSize = 32;
    private readonly double[] matrix;
    private readonly double[] scales;

    private TridiagonalForm(double[] matrix, int size)
    {
        this.matrix = matrix;
        Size = size;
        Diagonal = new double[size];
        OffDiagonal = new double[size];
        scales = new double[size];
    }

    /// <summary>n.</summary>
    public int Size { get; }

    /// <summary>The diagonal of T.</summary>
    public double[] Diagonal { get; }

    /// <summary>Element i stands between rows i and i + 1 of T; the last one is 0.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Reduces a matrix.</summary>
    /// <param name="matrix">(n, n), row-major, of which the lower triangle is read; overwritten, and owned by the result.</param>
    /// <param name="size">n, at least 1.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static TridiagonalForm Reduce(double[] matrix, int size, Parallelism parallelism)
    {
        var form = new TridiagonalForm(matrix, size);
        double[] v = new double[PanelSize * size], w = new double[PanelSize * size];
        var product = new TriangleVectorProduct(matrix, size);
        int active = size;
        while (active > 1)
        {
            parallelism.CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(PanelSize, active - 1);
            for (int j = 0; j < count; j++)
            {
                form.Reflect(active - 1 - j, j, v, w, product, parallelism);
            }
            active -= count;
            form.Update(active, count, v, w, parallelism);
        }
        form.Diagonal[0] = matrix[0];
        return form;
    }

    /// <summary>Replaces a vector by <c>Q' b</c>.</summary>
    public void TurnIn(Span<double> vector)
    {
        for (int i = Size - 1; i > 0; i--)
        {
            Turn(i, vector);
        }
    }

    /// <summary>Replaces a vector by <c>Q b</c>.</summary>
    public void TurnOut(Span<double> vector)
    {
        for (int i = 1; i < Size; i++)
        {
            Turn(i, vector);
        }
    }

    /// <summary>Solves <c>(T + t I) w = b</c> for a T without negative eigenvalues.</summary>
    /// <param name="shift">t, above 0.</param>
    /// <param name="smallest">What rounding leaves of an eigenvalue 0; no pivot becomes smaller.</param>
    /// <param name="vector">b.</param>
    /// <param name="solution">Receives w.</param>
    /// <param name="factors">Room for n numbers.</param>
    public void Solve(double shift, double smallest, ReadOnlySpan<double> vector, Span<double> solution, Span<double> factors)
    {
        double pivot = Math.Max(Diagonal[0] + shift, smallest), value = vector[0];
        int last = Size - 1;
        for (int i = 0; i < last; i++)
        {
            double inverse = 1 / pivot, factor = OffDiagonal[i] * inverse;
            factors[i] = factor;
            solution[i] = value * inverse;
            value = vector[i + 1] - (factor * value);
            pivot = Math.Max(Diagonal[i + 1] + shift - (factor * OffDiagonal[i]), smallest);
        }
        value /= pivot;
        solution[last] = value;
        for (int i = last - 1; i >= 0; i--)
        {
            value = solution[i] - (factors[i] * value);
            solution[i] = value;
        }
    }

    private void Turn(int row, Span<double> vector)
    {
        if (scales[row] != 0)
        {
            ReadOnlySpan<double> v = matrix.AsSpan(row * Size, row);
            Span<double> part = vector[..row];
            TensorPrimitives.MultiplyAdd(v, -scales[row] * TensorPrimitives.Dot(v, part), part, part);
        }
    }

    // Row i, with what earlier reflections of the panel still owe it, becomes 0 but for its last two elements.
    private void Reflect(int row, int place, double[] v, double[] w, TriangleVectorProduct product, Parallelism parallelism)
    {
        Span<double> x = matrix.AsSpan(row * Size, row + 1);
        for (int l = 0; l < place; l++)
        {
            ReadOnlySpan<double> vl = v.AsSpan(l * Size, row + 1), wl = w.AsSpan(l * Size, row + 1);
            TensorPrimitives.MultiplyAdd(wl, -vl[row], x, x);
            TensorPrimitives.MultiplyAdd(vl, -wl[row], x, x);
        }
        Diagonal[row] = x[row];
        x = x[..row];
        Span<double> own = v.AsSpan(place * Size, row), step = w.AsSpan(place * Size, row);
        double pivot = x[row - 1], rest = TensorPrimitives.SumOfSquares<double>(x[..(row - 1)]);
        if (rest == 0)
        {
            OffDiagonal[row - 1] = pivot;
            own.Clear();
            step.Clear();
            return;
        }
        double length = -Math.CopySign(Math.Sqrt((pivot * pivot) + rest), pivot), scale = (length - pivot) / length;
        OffDiagonal[row - 1] = length;
        scales[row] = scale;
        TensorPrimitives.Multiply(x, 1 / (pivot - length), x);
        x[row - 1] = 1;
        x.CopyTo(own);

        product.Multiply(row, v.AsMemory(place * Size, row), step, parallelism);
        for (int l = 0; l < place; l++)
        {
            ReadOnlySpan<double> vl = v.AsSpan(l * Size, row), wl = w.AsSpan(l * Size, row);
            double alongW = TensorPrimitives.Dot(wl, own), alongV = TensorPrimitives.Dot(vl, own);
            TensorPrimitives.MultiplyAdd(vl, -alongW, step, step);
            TensorPrimitives.MultiplyAdd(wl, -alongV, step, step);
        }
        TensorPrimitives.Multiply(step, scale, step);
        TensorPrimitives.MultiplyAdd(own, -scale / 2 * TensorPrimitives.Dot<double>(step, own), step, step);
    }

    // A = A - V W' - W V' for the rows that no reflection has reached.
    private void Update(int active, int count, double[] v, double[] w, Parallelism parallelism)
    {
        double[] left = new double[2 * count * active], right = new double[2 * count * active];
        for (int l = 0; l < count; l++)
        {
            ReadOnlySpan<double> vl = v.AsSpan(l * Size, active), wl = w.AsSpan(l * Size, active);
            vl.CopyTo(left.AsSpan(l * active));
            wl.CopyTo(left.AsSpan((count + l) * active));
            TensorPrimitives.Negate(wl, right.AsSpan(l * active, active));
            TensorPrimitives.Negate(vl, right.AsSpan((count + l) * active, active));
        }
        SymmetricProduct.AddLower(
            new ColumnPanels<double>(left, active), new ColumnPanels<double>(right, active), 2 * count, matrix, active, Size, parallelism.ForWork((long)count * active * active));
    }
}
