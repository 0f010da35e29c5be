using MLNet.ActiveLearning.Contract;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class TidalAblationTests
{
    [TestMethod]
    [DataRow(TidalUncertainty.SnapshotEntropy, "tidal-snapshot-entropy", "Score")]
    [DataRow(TidalUncertainty.SnapshotMargin, "tidal-snapshot-margin", "Score")]
    [DataRow(TidalUncertainty.Entropy, "tidal-entropy", "DynamicScore")]
    public void The_ablations_choose_as_entropy_and_margin_of_their_column_do(TidalUncertainty uncertainty, string name, string column)
    {
        var strategy = new TidalStrategy(new TidalOptions { Uncertainty = uncertainty });
        Assert.AreEqual(name, strategy.Name);
        CollectionAssert.AreEqual(new[] { column }, strategy.Signals.Select(s => s.Name).ToArray());
        SelectionStrategy plain = uncertainty == TidalUncertainty.SnapshotMargin ? new MarginStrategy(column) : new EntropyStrategy(column);
        var rows = SignalRows.Random(strategy, 60);
        var context = new SelectionContext { QuerySize = 9, Seed = 1 };
        CollectionAssert.AreEqual(
            RowSelection.Select(rows.ToView(), "Id", plain, context).Select(r => r.Id).ToArray(),
            RowSelection.Select(rows.ToView(), "Id", strategy, context).Select(r => r.Id).ToArray());
    }
}
