using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class PartitionStrategyTests
{
    [TestMethod]
    public void One_part_chooses_as_a_rowwise_strategy_without_parts()
    {
        SignalRows rows = SignalRows.Random(new EntropyStrategy(), 50);
        CollectionAssert.AreEqual(
            Choose(new EntropyStrategy(), rows, 9).ToArray(),
            Choose(new PartitionStrategy(new EntropyStrategy(), new PartitionOptions { Parts = 1 }), rows, 9).ToArray());
    }

    [TestMethod]
    public void One_part_draws_as_a_seeded_strategy_without_parts()
    {
        SignalRows rows = SignalRows.Random(new BadgeStrategy(new BadgeOptions()), 50);
        CollectionAssert.AreEqual(
            Choose(new BadgeStrategy(new BadgeOptions()), rows, 9).ToArray(),
            Choose(new PartitionStrategy(new BadgeStrategy(new BadgeOptions()), new PartitionOptions { Parts = 1 }), rows, 9).ToArray());
    }

    [TestMethod]
    public void Each_part_gives_its_share()
    {
        var strategy = new PartitionStrategy(new EntropyStrategy(), new PartitionOptions { Parts = 5 });
        QueriedRow[] chosen = [.. Choose(strategy, SignalRows.Random(strategy, 100), 20)];
        CollectionAssert.AreEqual(new[] { 4, 4, 4, 4, 4 }, chosen.GroupBy(r => r.Position / 20).Select(g => g.Count()).ToArray());
        Assert.AreEqual("entropy-partitioned", strategy.Name);
    }

    [TestMethod]
    public void A_shuffled_pool_is_cut_elsewhere_with_each_seed_and_its_positions_are_those_of_the_pool()
    {
        var strategy = new PartitionStrategy(new EntropyStrategy(), new PartitionOptions { Parts = 5, Shuffle = true });
        SignalRows rows = SignalRows.Random(strategy, 100);
        QueriedRow[] first = [.. Choose(strategy, rows, 20, seed: 1)];
        QueriedRow[] second = [.. Choose(strategy, rows, 20, seed: 2)];
        CollectionAssert.AreNotEqual(first, second);
        // A row's utility depends on the row alone, so it shows that the right position came back.
        Dictionary<string, float> all = Choose(new EntropyStrategy(), rows, 100).ToDictionary(r => r.Id, r => r.Utility);
        foreach (QueriedRow row in first.Concat(second))
        {
            Assert.AreEqual(all[row.Id], row.Utility);
        }
    }

    [TestMethod]
    public void The_random_strategy_inside_parts_depends_on_the_seed()
    {
        var strategy = new PartitionStrategy(new RandomStrategy(), new PartitionOptions { Parts = 2 });
        var view = new SyntheticView(40, SyntheticColumn.Text("Id", SignalRows.IdOf));
        IReadOnlyList<QueriedRow> With(ulong seed) => RowSelection.Select(view, "Id", strategy, new SelectionContext { QuerySize = 10, Seed = seed });
        CollectionAssert.AreEqual(With(1).ToArray(), With(1).ToArray());
        CollectionAssert.AreNotEqual(With(1).ToArray(), With(2).ToArray());
    }

    [TestMethod]
    public void No_part_at_all_is_refused()
    {
        string message = Assert.ThrowsException<ArgumentException>(
            () => new PartitionStrategy(new EntropyStrategy(), new PartitionOptions { Parts = 0 })).Message;
        StringAssert.Contains(message, "Parts is 0");
        StringAssert.Contains(message, "1 or more");
    }

    [TestMethod]
    public void An_inner_strategy_that_leaves_its_part_is_stopped_with_its_name()
    {
        var strategy = new PartitionStrategy(new LastRowStrategy(), new PartitionOptions { Parts = 2 });
        var view = new SyntheticView(40, SyntheticColumn.Text("Id", SignalRows.IdOf));
        string message = Assert.ThrowsException<InvalidOperationException>(
            () => RowSelection.Select(view, "Id", strategy, new SelectionContext { QuerySize = 2, Seed = 1 })).Message;
        StringAssert.Contains(message, "'last'");
    }

    private static IReadOnlyList<QueriedRow> Choose(SelectionStrategy strategy, SignalRows rows, int querySize, ulong seed = 1) =>
        RowSelection.Select(rows.ToView(), "Id", strategy, new SelectionContext { QuerySize = querySize, Seed = seed });

    private sealed class LastRowStrategy : SetStrategy
    {
        public override string Name => "last";

        public override IReadOnlyList<SignalColumn> Signals => [];

        public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context) => [new SelectedRow(39, 0)];
    }
}
