using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class SetSelectionTests
{
    [TestMethod]
    public void A_set_strategy_sees_the_whole_pool_in_order_and_its_positions_become_ids()
    {
        var strategy = new ScriptedStrategy((pool, context) =>
        {
            Assert.AreEqual(5000, pool.RowCount);
            Assert.AreEqual(3, pool.GetWidth("Vector"));
            Assert.AreEqual(15_000, pool.GetValues("Vector").Length);
            Assert.AreEqual(4321f, pool.GetValues("Vector")[(4321 * 3) + 1]);
            return [new SelectedRow(4321, 2), new SelectedRow(7, 1)];
        });
        var chosen = RowSelection.Select(View(5000), "Id", strategy, new SelectionContext { QuerySize = 2, Seed = 0 });
        CollectionAssert.AreEqual(new[] { new QueriedRow("row-04321", 4321, 2), new QueriedRow("row-00007", 7, 1) }, chosen.ToArray());
    }

    [TestMethod]
    [DataRow(0, 0, DisplayName = "the same row twice")]
    [DataRow(0, 5, DisplayName = "a position behind the pool")]
    [DataRow(-1, 1, DisplayName = "a position before the pool")]
    public void A_set_strategy_that_returns_rows_it_may_not_is_stopped_with_its_name(int first, int second)
    {
        var strategy = new ScriptedStrategy((_, _) => [new SelectedRow(first, 0), new SelectedRow(second, 0)]);
        string message = Assert.ThrowsException<InvalidOperationException>(
            () => RowSelection.Select(View(5), "Id", strategy, new SelectionContext { QuerySize = 2, Seed = 0 })).Message;
        StringAssert.Contains(message, "'scripted'");
    }

    [TestMethod]
    public void A_set_strategy_that_returns_too_few_rows_or_no_number_is_stopped()
    {
        var context = new SelectionContext { QuerySize = 2, Seed = 0 };
        Assert.ThrowsException<InvalidOperationException>(
            () => RowSelection.Select(View(5), "Id", new ScriptedStrategy((_, _) => [new SelectedRow(1, 0)]), context));
        Assert.ThrowsException<InvalidOperationException>(
            () => RowSelection.Select(View(5), "Id", new ScriptedStrategy((_, _) => [new SelectedRow(1, 0), new SelectedRow(2, float.NaN)]), context));
    }

    [TestMethod]
    public void A_set_strategy_gets_the_labelled_rows_if_it_asks_for_them()
    {
        SignalTable? labeled = null;
        var strategy = new ScriptedStrategy((_, context) =>
        {
            labeled = context.Labeled;
            return [new SelectedRow(0, 0)];
        })
        { AsksForLabeledRows = true };
        RowSelection.Select(View(5), "Id", strategy, new SelectionContext { QuerySize = 1, Seed = 0 }, new ReferenceRows(View(3)));
        Assert.AreEqual(3, labeled!.RowCount);

        strategy.AsksForLabeledRows = false;
        RowSelection.Select(View(5), "Id", strategy, new SelectionContext { QuerySize = 1, Seed = 0 }, new ReferenceRows(View(3)));
        Assert.IsNull(labeled);
    }

    [TestMethod]
    public void A_row_with_a_bad_value_is_named_in_a_set_selection_too()
    {
        var view = new SyntheticView(
            9,
            SyntheticColumn.Text("Id", SignalRows.IdOf),
            SyntheticColumn.Vector("Vector", 2, (position, row) => row[1] = position == 6 ? float.NaN : 1));
        string message = Assert.ThrowsException<ArgumentException>(
            () => RowSelection.Select(view, "Id", new ScriptedStrategy((_, _) => []), new SelectionContext { QuerySize = 1, Seed = 0 })).Message;
        StringAssert.Contains(message, "'row-00006'");
    }

    [TestMethod]
    public void A_rowwise_strategy_that_gives_NaN_is_stopped_with_the_row_named()
    {
        string message = Assert.ThrowsException<InvalidOperationException>(
            () => RowSelection.Select(View(9), "Id", new NaNStrategy(), new SelectionContext { QuerySize = 1, Seed = 0 }, chunkSize: 4)).Message;
        StringAssert.Contains(message, "'row-00005'");
        StringAssert.Contains(message, "'nan'");
    }

    [TestMethod]
    public void A_signal_that_was_not_declared_is_refused_with_those_that_were()
    {
        string message = Assert.ThrowsException<KeyNotFoundException>(() => RowSelection.Select(
            View(3),
            "Id",
            new ScriptedStrategy((pool, _) => [new SelectedRow((int)pool.GetValues("Other")[0], 0)]),
            new SelectionContext { QuerySize = 1, Seed = 0 })).Message;
        StringAssert.Contains(message, "'Other'");
        StringAssert.Contains(message, "Vector");
    }

    [TestMethod]
    public void A_cancelled_selection_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsException<OperationCanceledException>(() => RowSelection.Select(
            View(5000), "Id", new RandomStrategy(), new SelectionContext { QuerySize = 1, Seed = 0, CancellationToken = source.Token }));
    }

    private static SyntheticView View(int count) => new(
        count,
        SyntheticColumn.Text("Id", SignalRows.IdOf),
        SyntheticColumn.Vector("Vector", 3, (position, row) => row.Fill(position)));

    private sealed class ScriptedStrategy(Func<SignalTable, SelectionContext, IReadOnlyList<SelectedRow>> select) : SetStrategy
    {
        public bool AsksForLabeledRows { get; set; }

        public override string Name => "scripted";

        public override IReadOnlyList<SignalColumn> Signals => [new("Vector", SignalKind.Vector, "Add it.")];

        public override bool NeedsLabeledRows => AsksForLabeledRows;

        public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context) => select(pool, context);
    }

    private sealed class NaNStrategy : RowwiseStrategy
    {
        public override string Name => "nan";

        public override IReadOnlyList<SignalColumn> Signals => [];

        public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
        {
            for (int i = 0; i < utilities.Length; i++)
            {
                utilities[i] = rows.FirstPosition + i == 5 ? float.NaN : 0;
            }
        }
    }
}
