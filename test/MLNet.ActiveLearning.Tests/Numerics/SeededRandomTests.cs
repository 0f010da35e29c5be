using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Expected numbers come from another implementation of xoshiro256**, SplitMix64 and SHA-256, not from this library.</summary>
[TestClass]
public sealed class SeededRandomTests
{
    [TestMethod]
    [DataRow(0UL, 11091344671253066420UL, 13793997310169335082UL, 1900383378846508768UL)]
    [DataRow(42UL, 1546998764402558742UL, 6990951692964543102UL, 12544586762248559009UL)]
    public void The_stream_of_a_seed_is_that_of_xoshiro256_star_star(ulong seed, ulong first, ulong second, ulong third)
    {
        var random = new SeededRandom(seed);
        Assert.AreEqual(first, random.NextUInt64());
        Assert.AreEqual(second, random.NextUInt64());
        Assert.AreEqual(third, random.NextUInt64());
    }

    [TestMethod]
    public void Hashes_are_those_of_SplitMix64()
    {
        ulong[] expected = [7191089600892374487, 15655175518737100812, 4743888638024305366, 5158825949181033520];
        CollectionAssert.AreEqual(expected, Enumerable.Range(0, 4).Select(i => SeededRandom.Hash(7, (ulong)i)).ToArray());
        Assert.AreEqual(15398788102373112401UL, SeededRandom.Hash(ulong.MaxValue, ulong.MaxValue));
    }

    [TestMethod]
    [DataRow(7UL, "strategy/3", 8451739082308612762UL)]
    [DataRow(0UL, "größe", 6936882474649012163UL)]
    public void Named_streams_have_the_recorded_seeds(ulong root, string name, ulong expected) =>
        Assert.AreEqual(expected, SeededRandom.DeriveSeed(root, name));

    [TestMethod]
    public void The_random_strategy_chooses_the_recorded_rows()
    {
        var view = new SyntheticView(200, SyntheticColumn.Int64("Id", position => position));
        var chosen = RowSelection.Select(view, "Id", new RandomStrategy(), new SelectionContext { QuerySize = 8, Seed = 7 });
        CollectionAssert.AreEqual(new long[] { 127, 77, 20, 18, 136, 145, 149, 16 }, chosen.Select(r => r.Position).ToArray());
        Assert.AreEqual(0.9991951584815979, chosen[0].Utility);
    }

    [TestMethod]
    public void Integers_are_uniform_and_below_their_bound()
    {
        var random = new SeededRandom(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.NextInt32(7)]++;
        }
        // Chi-squared with 6 degrees of freedom stays below 22.46 with probability 0.999.
        double chiSquared = counts.Sum(c => Math.Pow(c - 10_000, 2) / 10_000);
        Assert.IsTrue(chiSquared < 22.46, $"chi-squared {chiSquared}");
        Assert.AreEqual(0, random.NextInt32(1));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }

    [TestMethod]
    public void A_permutation_holds_each_number_once_and_all_orders_are_equally_likely()
    {
        var random = new SeededRandom(5);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            int[] order = random.Permutation(4);
            CollectionAssert.AreEquivalent(new[] { 0, 1, 2, 3 }, order);
            string key = string.Join(',', order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        // Chi-squared with 23 degrees of freedom stays below 49.73 with probability 0.999.
        Assert.AreEqual(24, counts.Count);
        Assert.IsTrue(counts.Values.Sum(c => Math.Pow(c - 1000, 2) / 1000) < 49.73);
        Assert.AreEqual(0, random.Permutation(0).Length);
    }

    [TestMethod]
    public void The_random_strategy_chooses_each_row_equally_often()
    {
        var view = new SyntheticView(20, SyntheticColumn.Int64("Id", position => position));
        int[] counts = new int[20];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            foreach (QueriedRow row in RowSelection.Select(view, "Id", new RandomStrategy(), new SelectionContext { QuerySize = 5, Seed = seed }))
            {
                counts[row.Position]++;
            }
        }
        // Binomial(4000, 1/4): standard deviation 27.4; five of them.
        Assert.IsTrue(counts.All(c => Math.Abs(c - 1000) < 137), string.Join(' ', counts));
    }
}
