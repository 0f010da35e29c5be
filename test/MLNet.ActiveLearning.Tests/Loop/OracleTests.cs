using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

[TestClass]
public sealed class OracleTests
{
    [TestMethod]
    public async Task Rows_without_an_answer_stay_in_the_pool_and_may_be_asked_for_again()
    {
        HashSet<string> asked = [];
        List<string> again = [];
        var scenario = Answering(row =>
        {
            if (asked.Add(row.Id))
            {
                return row.Id.EndsWith('3') || row.Id.EndsWith('5') ? null : Truth(row);
            }
            again.Add(row.Id);
            return Truth(row);
        });
        using ActiveLearningPool pool = scenario.CreatePool();
        await scenario.RunAsync(pool);
        Assert.AreEqual(30, pool.LabeledCount);
        Assert.AreNotEqual(0, again.Count);
        CollectionAssert.IsSubsetOf(again, pool.GetEntries().Select(e => e.Id).ToArray());
    }

    [TestMethod]
    public async Task Declined_rows_leave_the_pool_with_their_reason_and_cost_no_budget()
    {
        var scenario = Answering(row => row.Id.EndsWith('7') ? OracleAnswer.Declined(row.Id, "ends in 7") : Truth(row));
        scenario = scenario with { Options = scenario.Options with { Budget = 100, QuerySize = 30 } };
        using ActiveLearningPool pool = scenario.CreatePool();
        var rounds = await scenario.RunAsync(pool);
        Assert.AreEqual(100, pool.LabeledCount);
        Assert.IsTrue(pool.DeclinedCount > 5);
        Assert.IsTrue(pool.GetEntries().Where(e => e.Label is null).All(e => e.Id.EndsWith('7') && e.DeclineReason == "ends in 7"));
        Assert.AreEqual(pool.GetEntries().Count, 10 + rounds.Sum(r => r.Query.Count), "no declined row is asked for twice");
    }

    [TestMethod]
    public async Task The_loop_ends_when_all_rows_are_labelled_or_declined()
    {
        var scenario = Answering(row => row.Id.EndsWith('7') ? OracleAnswer.Declined(row.Id, "ends in 7") : Truth(row));
        scenario = scenario with { Options = scenario.Options with { Budget = 120, QuerySize = 30 } };
        using ActiveLearningPool pool = scenario.CreatePool();
        await scenario.RunAsync(pool);
        Assert.AreEqual((108, 12, 0), (pool.LabeledCount, pool.DeclinedCount, pool.UnlabeledCount));
    }

    [TestMethod]
    public async Task A_silent_oracle_stops_the_run_with_round_and_rows_and_the_next_run_asks_the_same()
    {
        using var folder = new TemporaryFolder();
        List<string> asked = [];
        bool silent = false;
        var scenario = Answering(row =>
        {
            if (silent)
            {
                asked.Add(row.Id);
                return null;
            }
            return Truth(row);
        });
        scenario = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        using (ActiveLearningPool pool = scenario.CreatePool())
        {
            var exception = await Assert.ThrowsExceptionAsync<OracleSilentException>(async () =>
            {
                await foreach (Round round in scenario.CreateLoop(pool).RunAsync())
                {
                    silent = round.Number == 0;
                }
            });
            Assert.AreEqual((1, 8), (exception.Round, exception.RowCount));
            StringAssert.Contains(exception.Message, "8 rows");
        }
        silent = false;
        var rounds = await scenario.RunAsync();
        CollectionAssert.AreEqual(asked, rounds[1].Query.Select(q => q.Id).ToArray());
        CollectionAssert.AreEqual(Scenario.Results(await new Scenario().RunAsync()), Scenario.Results(rounds));
    }

    [TestMethod]
    public async Task Answers_may_come_late_on_other_threads_and_in_any_order()
    {
        var inTime = await new Scenario().RunAsync();
        var late = await (new Scenario() with { Oracle = new LateOracle() }).RunAsync();
        CollectionAssert.AreEqual(Scenario.Results(inTime), Scenario.Results(late));
    }

    [TestMethod]
    public async Task An_answer_for_a_row_that_was_not_asked_for_is_refused_by_its_id()
    {
        var scenario = Answering(_ => OracleAnswer.Labeled("flower-9999", "rose"));
        using ActiveLearningPool pool = scenario.CreatePool();
        var exception = await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => scenario.RunAsync(pool));
        StringAssert.Contains(exception.Message, "'flower-9999'");
        Assert.AreEqual(0, pool.GetEntries().Count);
    }

    [TestMethod]
    public async Task A_second_answer_for_a_row_is_refused()
    {
        string? first = null;
        var scenario = Answering(row => OracleAnswer.Labeled(first ??= row.Id, "rose"));
        var exception = await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => scenario.RunAsync());
        StringAssert.Contains(exception.Message, first);
    }

    [TestMethod]
    public async Task A_label_that_is_no_class_name_is_refused()
    {
        var scenario = Answering(row => OracleAnswer.Labeled(row.Id, "tulip"));
        var exception = await Assert.ThrowsExceptionAsync<ArgumentException>(() => scenario.RunAsync());
        StringAssert.Contains(exception.Message, "'tulip'");
    }

    [TestMethod]
    public async Task An_oracle_can_look_up_the_rows_it_is_asked_for()
    {
        OracleQuery? seen = null;
        var scenario = new Scenario() with { Oracle = new InspectingOracle(query => seen ??= query) };
        await scenario.RunAsync();
        Assert.AreEqual(0, seen!.Round);
        Assert.AreEqual("Id", seen.IdColumnName);
        CollectionAssert.IsSubsetOf(seen.Rows.Select(r => r.Id).ToArray(), Ids.Of(seen.Data, seen.IdColumnName));
    }

    public static IEnumerable<object[]> TruthColumns =>
    [
        [SyntheticColumn.Text("Label", p => p == 2 ? "" : $"c{p}"), "c1"],
        [SyntheticColumn.Of("Label", new KeyDataViewType(typeof(uint), 5), p => (uint)(p == 2 ? 0 : p)), "0"],
        [SyntheticColumn.Single("Label", p => p == 2 ? float.NaN : p / 2f), "0.5"],
        [SyntheticColumn.Of("Label", NumberDataViewType.Double, p => p == 2 ? double.NaN : p / 2.0), "0.5"],
        [SyntheticColumn.Of("Label", NumberDataViewType.Int32, p => (int)-p), "-1"],
        [SyntheticColumn.Of("Label", BooleanDataViewType.Instance, p => p == 1), "True"],
    ];

    [TestMethod]
    [DynamicData(nameof(TruthColumns))]
    public async Task A_simulated_oracle_reads_any_label_and_declines_rows_without_one(object column, string second)
    {
        var truth = new SyntheticView(4, SyntheticColumn.Int64("Id", p => p + 100), (SyntheticColumn)column);
        var query = new OracleQuery(0, [new QueriedRow("102", 2, 0), new QueriedRow("101", 1, 0)], truth, "Id");
        var answers = new List<OracleAnswer>();
        await foreach (OracleAnswer answer in new SimulatedOracle(truth).AnswerAsync(query, default))
        {
            answers.Add(answer);
        }
        CollectionAssert.AreEqual(new[] { "102", "101" }, answers.Select(a => a.Id).ToArray());
        Assert.AreEqual(second, answers[1].Label);
        bool canBeMissing = ((SyntheticColumn)column).Type is not BooleanDataViewType && ((SyntheticColumn)column).Type != NumberDataViewType.Int32;
        Assert.AreEqual(canBeMissing, answers[0].Label is null);
    }

    [TestMethod]
    public async Task A_simulated_oracle_names_a_row_that_it_does_not_know()
    {
        var scenario = new Scenario();
        var oracle = new SimulatedOracle(scenario.Context.Data.LoadFromEnumerable(scenario.Rows.Take(60)), "Truth");
        var exception = await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => (scenario with { Oracle = oracle }).RunAsync());
        StringAssert.Contains(exception.Message, "flower-");
    }

    [TestMethod]
    public void A_simulated_oracle_refuses_a_missing_or_ill_typed_label_column()
    {
        var view = new SyntheticView(4, SyntheticColumn.Int64("Id", p => p), SyntheticColumn.Vector("Vector", 2, (_, _) => { }));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => new SimulatedOracle(view)).Message, "'Label'");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => new SimulatedOracle(view, "Vector")).Message, "'Vector'");
    }

    private static OracleAnswer Truth(QueriedRow row) =>
        OracleAnswer.Labeled(row.Id, new Scenario().Rows.First(r => r.Id == row.Id).Truth);

    private static Scenario Answering(Func<QueriedRow, OracleAnswer?> answer) =>
        new() { Oracle = new CallbackOracle((row, _) => ValueTask.FromResult(answer(row))) };

    private sealed class LateOracle : IOracle
    {
        public async IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (QueriedRow row in query.Rows.Reverse())
            {
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
                yield return Truth(row);
            }
        }
    }

    private sealed class InspectingOracle(Action<OracleQuery> inspect) : IOracle
    {
        public async IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            inspect(query);
            foreach (QueriedRow row in query.Rows)
            {
                await Task.Yield();
                yield return Truth(row);
            }
        }
    }
}
