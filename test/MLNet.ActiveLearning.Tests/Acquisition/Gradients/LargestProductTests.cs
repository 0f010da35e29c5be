using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class LargestProductTests
{
    [TestMethod]
    public void Every_find_gives_the_row_and_the_product_that_computing_all_gives()
    {
        foreach (GradientKind kind in Enum.GetValues<GradientKind>())
        {
            foreach (GradientSamples sample in GradientSamples.All(300))
            {
                // From still through slow to fast: the reference serves, and it changes.
                foreach (double step in new[] { 0, 1e-7, 1e-4, 0.01, 1 })
                {
                    Follow(sample.Gradients(kind), step, $"{sample.Name}, {kind}, step {step}");
                }
            }
        }
    }

    private static void Follow(GradientEmbeddings gradients, double step, string when)
    {
        var random = new SeededRandom(4);
        double[] values = [.. Enumerable.Range(0, (int)gradients.Width).Select(_ => random.NextDouble() - 0.5)];
        var direction = new LayerGradient(gradients);
        var search = new LargestProduct(gradients, default);
        var leftOut = new bool[gradients.Count];
        double[] products = new double[gradients.Count];
        for (int turn = 0; turn < 40; turn++)
        {
            direction.Set(values);
            Pick found = search.Find(direction, leftOut);
            direction.Multiply(gradients, products, default);
            int expected = Enumerable.Range(0, products.Length).Where(i => !leftOut[i]).MaxBy(i => (products[i], -i));
            // With a direction that stays the same, the products of the reference are its own.
            Assert.AreEqual(new Pick(expected, products[expected]), found, $"{when}, turn {turn}");
            leftOut[found.Index] = true;
            for (int j = 0; j < values.Length; j++)
            {
                values[j] += step * (random.NextDouble() - 0.5);
            }
        }
    }
}
