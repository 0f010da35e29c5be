namespace MLNet.ActiveLearning.Numerics;

[TestClass]
public sealed class MatrixVectorTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(7, 5)]
    [DataRow(8, 256)]
    [DataRow(29, 300)]
    [DataRow(100, 777)]
    public void A_product_with_one_row_has_the_bits_of_the_matrix_product(int rowCount, int width)
    {
        var random = new SeededRandom(9);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        var rows = new FloatMatrix(Values(rowCount * width), rowCount, width);
        float[] row = Values(width), expected = new float[rowCount], got = new float[rowCount];
        MatrixProduct.MultiplyTransposed(new FloatMatrix(row, 1, width), rows, expected);
        MatrixVector.Multiply(rows, row, got);
        CollectionAssert.AreEqual(expected, got);
    }
}
