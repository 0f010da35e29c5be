using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

[TestClass]
public sealed class SelectorTests
{
    private static readonly float[] Utilities = [0.3f, 0.9f, -2, 0.9f, 0.1f, 5];

    [TestMethod]
    public void The_chosen_rows_come_in_rank_order_with_utility_rank_and_all_their_columns()
    {
        IDataView query = Catalog.Select(View(), new DisalStrategy("Value"), querySize: 4);
        CollectionAssert.AreEqual(new[] { "r5", "r1", "r3", "r0" }, Ids.Of(query));
        CollectionAssert.AreEqual(new[] { 5, 0.9f, 0.9f, 0.3f }, Ids.Values<float>(query, "Utility"));
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, Ids.Values<int>(query, "Rank"));
        CollectionAssert.AreEqual(new[] { 5, 0.9f, 0.9f, 0.3f }, Ids.Values<float>(query, "Value"));
        CollectionAssert.AreEqual(new[] { 5f, 1, 3, 0 }, Ids.Values<VBuffer<float>>(query, "Vector").Select(v => v.GetItemOrDefault(1)).ToArray());
        Assert.AreEqual(4, query.GetRowCount());
    }

    [TestMethod]
    public void A_transformer_passes_the_chosen_rows_of_another_view_on_by_their_ids()
    {
        SelectorTransformer selector = Catalog.Selector(new DisalStrategy("Value"), new SelectorOptions { QuerySize = 2 }).Fit(View());
        // Another order, no scores, one row more.
        string[] others = ["r9", "r5", "r1", "r0"];
        var view = new SyntheticView(4, SyntheticColumn.Text("Id", p => others[p]), SyntheticColumn.Text("File", p => $"{others[p]}.png"));
        CollectionAssert.AreEqual(new[] { "r5.png", "r1.png" }, Ids.Texts(selector.Transform(view), "File"));
        CollectionAssert.AreEqual(new[] { "r5", "r1" }, selector.Selected.Select(r => r.Id).ToArray());
        Assert.IsFalse(selector.IsRowToRowMapper);
        Assert.ThrowsException<InvalidOperationException>(() => selector.GetRowToRowMapper(view.Schema));
    }

    [TestMethod]
    public void A_view_that_lacks_a_chosen_row_is_refused_by_its_id()
    {
        SelectorTransformer selector = Catalog.Selector(new DisalStrategy("Value"), new SelectorOptions { QuerySize = 3 }).Fit(View());
        IDataView query = selector.Transform(new SyntheticView(2, SyntheticColumn.Text("Id", p => $"r{p}")));
        string message = Assert.ThrowsException<InvalidOperationException>(() => Ids.Of(query)).Message;
        StringAssert.Contains(message, "'r5'");
        StringAssert.Contains(message, "2 of 3");
    }

    [TestMethod]
    public void The_schema_of_the_output_is_the_inputs_with_utility_and_rank()
    {
        SelectorTransformer selector = Catalog.Selector(new DisalStrategy("Value")).Fit(View());
        string[] expected = ["Id", "Value", "Vector", "Utility", "Rank"];
        CollectionAssert.AreEqual(expected, selector.GetOutputSchema(View().Schema).Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(expected, selector.Transform(View()).Schema.Select(c => c.Name).ToArray());
        SchemaShape shape = Catalog.Selector(new DisalStrategy("Value")).GetOutputSchema(SchemaShapes.Create(View().Schema));
        CollectionAssert.AreEqual(expected, shape.Select(c => c.Name).ToArray());
        Assert.AreEqual(NumberDataViewType.Int32, shape[^1].ItemType);
    }

    [TestMethod]
    public void A_selection_of_a_selection_shows_its_own_ranks()
    {
        IDataView first = Catalog.Select(View(), new DisalStrategy("Value"), 4);
        IDataView second = Catalog.Select(first, new RandomStrategy(), 2, seed: 3);
        CollectionAssert.AreEqual(new[] { 0, 1 }, Ids.Values<int>(second, "Rank"));
        CollectionAssert.IsSubsetOf(Ids.Of(second), Ids.Of(first));
    }

    [TestMethod]
    public void A_column_that_was_not_asked_for_cannot_be_read()
    {
        IDataView query = Catalog.Select(View(), new DisalStrategy("Value"), 4);
        using DataViewRowCursor cursor = query.GetRowCursor([query.Schema["Rank"]]);
        Assert.IsFalse(cursor.IsColumnActive(query.Schema["Value"]));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(query.Schema["Value"]));
        Assert.ThrowsException<InvalidOperationException>(() => cursor.GetGetter<float>(query.Schema["Rank"]));
    }

    [TestMethod]
    public void Queries_of_nothing_and_missing_columns_are_refused_at_the_door()
    {
        StringAssert.Contains(Assert.ThrowsException<ArgumentOutOfRangeException>(() => Catalog.Select(View(), new RandomStrategy(), 0)).Message, "QuerySize");
        string message = Assert.ThrowsException<ArgumentException>(
            () => Catalog.Selector(new MarginStrategy()).GetOutputSchema(SchemaShapes.Create(View().Schema))).Message;
        StringAssert.Contains(message, "'Score'");
        StringAssert.Contains(message, "'Value'");
    }

    [TestMethod]
    public void A_cancelled_selector_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsException<OperationCanceledException>(
            () => Catalog.Select(View(), new RandomStrategy(), new SelectorOptions { CancellationToken = source.Token }));
    }

    private static ActiveLearningCatalog Catalog => new MLContext(seed: 1).ActiveLearning();

    private static SyntheticView View() => new(
        Utilities.Length,
        SyntheticColumn.Text("Id", p => $"r{p}"),
        SyntheticColumn.Single("Value", p => Utilities[p]),
        SyntheticColumn.Vector("Vector", 2, (p, row) => row[1] = p));
}
