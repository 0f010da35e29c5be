using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

[TestClass]
public sealed class GreedyMaximizerTests
{
    private static readonly FloatMatrix Rows = SubmodularTwinTests.Rows("random", 60, 4);

    [TestMethod]
    public void A_start_outside_the_rows_is_refused_and_one_inside_comes_first()
    {
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => GreedyMaximizer.Maximize(Function(), 3, new GreedyOptions { Start = 60 })).Message, "60");
        foreach (GreedyOptimizer optimizer in new[] { GreedyOptimizer.Naive, GreedyOptimizer.Lazy, GreedyOptimizer.Stochastic(), GreedyOptimizer.LazierThanLazy() })
        {
            Pick[] picks = GreedyMaximizer.Maximize(Function(), 99, new GreedyOptions { Start = 59, Optimizer = optimizer }, new SeededRandom(1).NextDouble);
            Assert.AreEqual(59, picks[0].Index);
            Assert.AreEqual(60, picks.DistinctBy(p => p.Index).Count(), $"{optimizer}: all rows once");
        }
    }

    [TestMethod]
    public void A_gain_that_is_NaN_is_an_error_that_names_the_row()
    {
        foreach (GreedyOptimizer optimizer in new[] { GreedyOptimizer.Naive, GreedyOptimizer.Lazy, GreedyOptimizer.Stochastic(), GreedyOptimizer.LazierThanLazy() })
        {
            foreach (int healthy in new[] { 0, 2 })
            {
                string message = Assert.ThrowsException<ArgumentException>(
                    () => GreedyMaximizer.Maximize(new FailingFunction(healthy), 6, new GreedyOptions { Optimizer = optimizer }, new SeededRandom(1).NextDouble)).Message;
                StringAssert.Contains(message, "FailingFunction gives row 3 the gain NaN", $"{optimizer}, after {healthy} choices");
            }
        }
    }

    [TestMethod]
    public void Nothing_is_chosen_from_nothing_or_for_nothing()
    {
        Assert.AreEqual(0, GreedyMaximizer.Maximize(Function(), 0).Length);
        Assert.AreEqual(0, GreedyMaximizer.Maximize(Function(), -4).Length);
        foreach (SetFunctionKind kind in Enum.GetValues<SetFunctionKind>())
        {
            Assert.AreEqual(0, GreedyMaximizer.Maximize(new SetFunctionOptions { Function = kind }.Create(new FloatMatrix(default, 0, 3)), 5).Length);
        }
    }

    [TestMethod]
    public void A_maximisation_can_end_at_a_gain_of_zero_or_below()
    {
        FloatMatrix copies = SubmodularTwinTests.Rows("copies", 50, 4);
        Pick[] all = GreedyMaximizer.Maximize(new FacilityLocation(SimilarityKernel.Create(copies, SimilarityMetric.Cosine)), 50);
        Pick[] some = GreedyMaximizer.Maximize(
            new FacilityLocation(SimilarityKernel.Create(copies, SimilarityMetric.Cosine)), 50, new GreedyOptions { Stop = GreedyStop.ZeroGain });
        Assert.AreEqual(50, all.Length);
        Assert.IsTrue(some.Length is > 3 and < 9, "one of each group of copies");
        CollectionAssert.AreEqual(all[..some.Length], some);
        Pick[] growing = GreedyMaximizer.Maximize(
            new GraphCut(SimilarityKernel.Create(Rows, SimilarityMetric.Cosine01), 6), 50, new GreedyOptions { Stop = GreedyStop.NegativeGain });
        Assert.IsTrue(growing.Length is > 0 and < 50 && growing.All(p => p.Score >= 0));
    }

    [TestMethod]
    public void Random_optimisers_need_uniforms_and_repeat_themselves_with_the_same_ones()
    {
        var options = new GreedyOptions { Optimizer = GreedyOptimizer.Stochastic(0.2) };
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => GreedyMaximizer.Maximize(Function(), 3, options)).Message, "'stochastic'");
        CollectionAssert.AreEqual(
            GreedyMaximizer.Maximize(Function(), 20, options, new SeededRandom(5).NextDouble),
            GreedyMaximizer.Maximize(Function(), 20, options, new SeededRandom(5).NextDouble));
        CollectionAssert.AreNotEqual(
            GreedyMaximizer.Maximize(Function(), 20, options, new SeededRandom(5).NextDouble),
            GreedyMaximizer.Maximize(Function(), 20, options, new SeededRandom(6).NextDouble));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => GreedyOptimizer.Stochastic(1));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => GreedyOptimizer.LazierThanLazy(0));
    }

    [TestMethod]
    public void Lazy_evaluation_spares_most_gains()
    {
        FloatMatrix rows = SubmodularTwinTests.Rows("clustered", 400, 8);
        var counted = new Counted(new FacilityLocation(SimilarityKernel.Create(rows, SimilarityMetric.Cosine)));
        GreedyMaximizer.Maximize(counted, 50);
        Assert.IsTrue(counted.Gains < 400 * 50 / 2, $"{counted.Gains} gains");
    }

    [TestMethod]
    public void All_problems_of_the_options_are_named_at_once()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => new SubmodularStrategy(new SubmodularOptions
        {
            Function = SetFunctionKind.GraphCut,
            Lambda = -1,
            Alpha = 2,
            Start = -3,
            Optimizer = GreedyOptimizer.Lazy,
        })).Message;
        foreach (string part in new[] { "Lambda is -1", "Alpha is 2", "Start is row -3", "'lazy'", "GreedyOptimizer.Naive", "Cosine01" })
        {
            StringAssert.Contains(message, part);
        }
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => new FassStrategy(new FassOptions { CandidatesPerPick = 0, SetFunction = new SetFunctionOptions { Alpha = -1 } })).Message,
            "SetFunction: Alpha is -1");
        Assert.ThrowsException<ArgumentException>(() => new SubmodularStrategy(new SubmodularOptions { Function = SetFunctionKind.DisparitySum, Optimizer = GreedyOptimizer.LazierThanLazy() }));
        Assert.AreEqual("log-determinant", new SubmodularStrategy(new SubmodularOptions { Function = SetFunctionKind.LogDeterminant, Optimizer = GreedyOptimizer.Lazy }).Name);
    }

    [TestMethod]
    public void Features_that_are_negative_need_scaling()
    {
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => new FeatureBased(Rows, new FeatureBasedOptions { MinMaxScale = false })).Message, "MinMaxScale");
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => new FeatureBased(Rows, new FeatureBasedOptions { Weights = [1, 2] })).Message, "4 features and 2 weights");
    }

    [TestMethod]
    public void A_random_seed_set_holds_each_row_at_most_once()
    {
        Pick[] picks = SeedSets.Random(30, 12, new SeededRandom(2).NextDouble);
        Assert.AreEqual(12, picks.DistinctBy(p => p.Index).Count());
        Assert.AreEqual(30, SeedSets.Random(30, 99, new SeededRandom(2).NextDouble).DistinctBy(p => p.Index).Count());
        Assert.AreEqual(0, SeedSets.Random(30, -1, new SeededRandom(2).NextDouble).Length);
        Assert.AreEqual(0, SeedSets.FacilityLocation(Rows, 0).Length);
    }

    private static FacilityLocation Function() => new(SimilarityKernel.Create(Rows, SimilarityMetric.Cosine));

    private sealed class Counted(SetFunction function) : SetFunction
    {
        public int Gains { get; private set; }

        public override int Count => function.Count;

        public override bool IsSubmodular => function.IsSubmodular;

        public override double Value => function.Value;

        public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
        {
            Gains += candidates.Length;
            function.GetGains(candidates, gains);
        }

        public override void Add(int row) => function.Add(row);
    }

    // Row 3 comes last, and its gain is lost once some rows are chosen.
    private sealed class FailingFunction(int healthy) : SetFunction
    {
        private int chosen;

        public override int Count => 6;

        public override bool IsSubmodular => true;

        public override double Value => 0;

        public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
        {
            for (int i = 0; i < candidates.Length; i++)
            {
                gains[i] = candidates[i] != 3 ? 1 - chosen : chosen < healthy ? -10 : double.NaN;
            }
        }

        public override void Add(int row) => chosen++;
    }
}
