using MathNet.Numerics.LinearAlgebra;

namespace MLNet.ActiveLearning.Numerics;

[TestClass]
public sealed class TridiagonalFormTests
{
    [TestMethod]
    public void Eigenvalues_and_solutions_equal_those_of_the_dense_matrix()
    {
        foreach (int n in new[] { 1, 2, 3, 5, 31, 33, 34, 64, 130, 201 })
        {
            Matrix<double> dense = Draw(n);
            TridiagonalForm form = TridiagonalForm.Reduce(dense.ToRowMajorArray(), n, new Parallelism(2));
            double[] eigenvalues = TridiagonalEigenvalues.Compute(form.Diagonal, form.OffDiagonal);
            double[] expected = [.. dense.Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).Order()];
            for (int i = 0; i < n; i++)
            {
                Assert.AreEqual(expected[i], eigenvalues[i], 1e-12 * expected[^1] * n, $"{n}: eigenvalue {i}");
            }
            double[] b = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))], w = new double[n];
            Vector<double> solution = (dense + Matrix<double>.Build.DenseIdentity(n)).Cholesky().Solve(Vector<double>.Build.DenseOfArray(b));
            form.TurnIn(b);
            form.Solve(1, 1e-15, b, w, new double[n]);
            form.TurnOut(w);
            for (int i = 0; i < n; i++)
            {
                Assert.AreEqual(solution[i], w[i], 1e-11, $"{n}: element {i}");
            }
        }
    }

    [TestMethod]
    public void Rows_that_are_reduced_already_and_zeros_stay_as_they_are()
    {
        TridiagonalForm zero = TridiagonalForm.Reduce(new double[25], 5, default);
        Assert.IsTrue(TridiagonalEigenvalues.Compute(zero.Diagonal, zero.OffDiagonal).All(v => v == 0));
        double[] diagonal = [4, 0, 0, 0, 1, 0, 0, 0, 9];
        TridiagonalForm form = TridiagonalForm.Reduce(diagonal, 3, default);
        CollectionAssert.AreEqual(new double[] { 1, 4, 9 }, TridiagonalEigenvalues.Compute(form.Diagonal, form.OffDiagonal));
    }

    [TestMethod]
    public void Symmetric_products_have_the_same_bits_with_either_kernel_and_any_threads()
    {
        foreach ((int n, int depth) in new[] { (1, 1), (7, 9), (65, 300), (130, 513) })
        {
            float[] values = MatrixProductTests.Draw(depth, n, 4).Span.ToArray();
            var columns = new ColumnPanels<float>(values, n);
            double[] wide = new double[n * n], narrow = new double[n * n];
            SymmetricProduct.AddLower<ColumnPanels<float>, DoubleKernel512>(columns, columns, depth, wide, n, n, new Parallelism(3));
            SymmetricProduct.AddLower<ColumnPanels<float>, DoubleKernel256>(columns, columns, depth, narrow, n, n, new Parallelism(1));
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double expected = Enumerable.Range(0, depth).Sum(k => (double)values[(k * n) + i] * values[(k * n) + j]);
                    Assert.AreEqual(expected, wide[(i * n) + j], 1e-12 * depth);
                    Assert.AreEqual(wide[(i * n) + j], narrow[(i * n) + j]);
                }
            }
        }
    }

    private static Matrix<double> Draw(int n)
    {
        double[] values = [.. MatrixProductTests.Draw(n, n + 2, 3).Span.ToArray().Select(v => (double)v)];
        Matrix<double> rows = Matrix<double>.Build.DenseOfRowMajor(n, n + 2, values);
        return rows.TransposeAndMultiply(rows);
    }
}
