using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class GradientEmbeddingsTests
{
    public static IEnumerable<object[]> Kinds => Enum.GetValues<GradientKind>().Select(k => new object[] { k });

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Products_distances_and_cosines_equal_those_of_gradients_written_out(GradientKind kind)
    {
        foreach ((int classes, int size) in new[] { (1, 1), (2, 3), (10, 64), (17, 37) })
        {
            GradientEmbeddings first = Draw(12, classes, size, kind, seed: 1);
            GradientEmbeddings second = Draw(9, classes, size, kind, seed: 2);
            float[] cosines = new float[12 * 9];
            first.ComputeCosines(second, cosines);
            for (int i = 0; i < first.Count; i++)
            {
                double[] g = WriteOut(first, i);
                Assert.AreEqual(g.Sum(v => v * v), first.SquaredNorm(i), 1e-5 * (1 + first.SquaredNorm(i)));
                for (int j = 0; j < second.Count; j++)
                {
                    double[] other = WriteOut(second, j);
                    double product = g.Zip(other, (x, y) => x * y).Sum();
                    double scale = 1 + first.SquaredNorm(i) + second.SquaredNorm(j);
                    double norms = Math.Sqrt(g.Sum(v => v * v) * other.Sum(v => v * v));
                    Assert.AreEqual(product, first.InnerProduct(i, second, j), 1e-5 * scale);
                    Assert.AreEqual(g.Zip(other, (x, y) => (x - y) * (x - y)).Sum(), first.SquaredDistance(i, second, j), 1e-5 * scale);
                    Assert.AreEqual(norms == 0 ? 0 : product / norms, first.Cosine(i, second, j), 1e-5);
                    Assert.AreEqual((float)first.Cosine(i, second, j), cosines[(i * 9) + j]);
                }
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Equal_rows_have_distance_zero_exactly(GradientKind kind)
    {
        GradientEmbeddings gradients = Draw(20, 7, 45, kind, seed: 3);
        GradientEmbeddings copy = Draw(20, 7, 45, kind, seed: 3);
        for (int i = 0; i < gradients.Count; i++)
        {
            Assert.AreEqual(0.0, gradients.SquaredDistance(i, copy, i));
        }
    }

    [TestMethod]
    public void A_certain_row_has_no_gradient_and_its_cosines_are_zero()
    {
        float[] p = [1, 0, 0.5f, 0.5f];
        float[] h = [1, 2, 3, 4];
        var gradients = GradientEmbeddings.AtPredictedClasses(new FloatMatrix(p, 2, 2), new FloatMatrix(h, 2, 2), GradientKind.BiasLinear);
        Assert.AreEqual(0.0, gradients.SquaredNorm(0));
        Assert.AreEqual(0.0, gradients.Cosine(0, gradients, 1));
        Assert.AreEqual(0.0, gradients.Cosine(0, gradients, 0));
        Assert.AreEqual(1.0, gradients.Cosine(1, gradients, 1), 1e-6);
        Assert.AreEqual(0, gradients.Classes[1], "the lowest class on a tie");
    }

    [TestMethod]
    public void Inputs_that_do_not_fit_are_refused_with_their_numbers()
    {
        var p = new FloatMatrix(new float[] { 1, 0, 1, 0 }, 2, 2);
        var h = new FloatMatrix(new float[6], 3, 2);
        string rows = Assert.ThrowsException<ArgumentException>(() => GradientEmbeddings.AtPredictedClasses(p, h, GradientKind.Linear)).Message;
        StringAssert.Contains(rows, "3 rows of embeddings and 2 rows of probabilities");
        Assert.AreEqual(2, GradientEmbeddings.AtPredictedClasses(p, default, GradientKind.Bias).Count, "the biases' gradient needs no embeddings");
        string classes = Assert.ThrowsException<ArgumentException>(() => GradientEmbeddings.AtClasses(p, default, [0, 2], GradientKind.Bias)).Message;
        StringAssert.Contains(classes, "Row 1 has class 2");
        GradientEmbeddings bias = GradientEmbeddings.AtPredictedClasses(p, default, GradientKind.Bias);
        GradientEmbeddings linear = GradientEmbeddings.AtPredictedClasses(p, h.Rows(0, 2), GradientKind.Linear);
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => bias.InnerProduct(0, linear, 0)).Message, "same kind");
    }

    private static GradientEmbeddings Draw(int rows, int classes, int size, GradientKind kind, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] p = [.. Enumerable.Range(0, rows).SelectMany(_ => SignalRows.RandomProbabilities(random, classes))];
        float[] h = [.. Enumerable.Range(0, rows * size).Select(_ => (float)((4 * random.NextDouble()) - 2))];
        return GradientEmbeddings.AtPredictedClasses(new FloatMatrix(p, rows, classes), new FloatMatrix(h, rows, size), kind);
    }

    private static double[] WriteOut(GradientEmbeddings gradients, int row)
    {
        float[] values = new float[gradients.Width];
        gradients.CopyTo(row, values);
        return LastLayer.ToDoubles(values);
    }
}
