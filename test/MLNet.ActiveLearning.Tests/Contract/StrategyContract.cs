using System.Reflection;
using Microsoft.ML;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Contract;

/// <summary>What every strategy promises; a test project derives from it and names the assembly whose strategies are tested.</summary>
public abstract class StrategyContract
{
    private static readonly int[] ChunkSizes = [1, 7, 2048];

    /// <summary>The assembly that holds the strategies.</summary>
    protected abstract Assembly Library { get; }

    /// <summary>Options with which a strategy that trains a network of its own is quick; others as they are.</summary>
    protected virtual object Shorten(object options) => options;

    [TestMethod]
    public void The_library_has_strategies() => Assert.AreNotEqual(0, StrategyVariant.AllOf(Library).Count);

    [TestMethod]
    public void Exactly_min_of_query_size_and_pool_size_rows_of_the_pool_are_chosen_and_none_twice() => ForEach(variant =>
    {
        foreach (int count in new[] { 0, 1, 2, 3, 60 })
        {
            foreach (int querySize in new[] { 0, 1, 2, 10, 60, 61, int.MaxValue })
            {
                var rows = SignalRows.Random(variant.Create(), count);
                var chosen = Choose(variant, rows, querySize);
                Assert.AreEqual(Math.Min(querySize, count), chosen.Count, $"N = {count}, k = {querySize}");
                Assert.AreEqual(chosen.Count, chosen.DistinctBy(r => r.Id).Count(), $"N = {count}, k = {querySize}: a row was chosen twice");
                foreach (QueriedRow row in chosen)
                {
                    Assert.IsTrue(row.Position >= 0 && row.Position < count);
                    Assert.AreEqual(SignalRows.IdOf(row.Position), row.Id);
                    Assert.IsTrue(float.IsFinite(row.Utility), $"utility {row.Utility}");
                }
            }
        }
    });

    [TestMethod]
    public void A_negative_query_size_chooses_nothing() => ForEach(variant =>
        Assert.AreEqual(0, Choose(variant, SignalRows.Random(variant.Create(), 10), -1).Count));

    [TestMethod]
    public void The_same_seed_gives_the_same_answer() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 200);
        AssertSame(Choose(variant, rows, 20, seed: 5), Choose(variant, rows, 20, seed: 5), "second run");
    });

    [TestMethod]
    public void Another_seed_changes_the_answer_exactly_if_the_page_says_that_the_strategy_is_seeded() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 500);
        var first = Choose(variant, rows, 20, seed: 1);
        bool differs = Enumerable.Range(2, 4).Any(seed => !first.SequenceEqual(Choose(variant, rows, 20, seed: (ulong)seed)));
        Assert.AreEqual(IsSeeded(variant), differs, "another seed gives another answer");
    });

    [TestMethod]
    public void Rows_are_left_as_they_were() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 50);
        var before = rows.Values.ToDictionary(v => v.Key, v => v.Value.Select(r => (float[])r.Clone()).ToArray());
        Choose(variant, rows, 10);
        foreach ((string name, float[][] values) in rows.Values)
        {
            for (int n = 0; n < values.Length; n++)
            {
                CollectionAssert.AreEqual(before[name][n], values[n], $"row {n} of '{name}'");
            }
        }
    });

    [TestMethod]
    public void The_size_of_the_chunks_does_not_matter() => ForEach(variant =>
    {
        foreach (int width in new[] { 1, 2, 3, 5, 10, 17 })
        {
            var rows = SignalRows.Random(variant.Create(), 100, width);
            // Set strategies read the whole pool first; they need not choose all of it here.
            int querySize = variant.Create() is SetStrategy ? 20 : 100;
            var expected = Choose(variant, rows, querySize);
            foreach (int chunkSize in ChunkSizes)
            {
                AssertSame(expected, Choose(variant, rows, querySize, chunkSize: chunkSize), $"width {width}, chunks of {chunkSize}");
            }
        }
    });

    [TestMethod]
    public void One_strategy_serves_several_threads_at_once() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 300);
        var expected = Choose(variant, rows, 30);
        SelectionStrategy shared = variant.Create();
        var results = new IReadOnlyList<QueriedRow>[8];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => results[i] = Choose(shared, rows.ToView(), 30));
        foreach (var result in results)
        {
            AssertSame(expected, result, "on another thread");
        }
    });

    [TestMethod]
    public void The_number_of_threads_does_not_matter() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 700);
        var expected = Choose(variant.Create(), rows.ToView(), 40, threads: 1);
        foreach (int threads in new[] { 2, 3, 8 })
        {
            AssertSame(expected, Choose(variant.Create(), rows.ToView(), 40, threads: threads), $"{threads} threads");
        }
    });

    [TestMethod]
    public void Sparse_vectors_are_read_as_dense_ones() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 40, width: 4);
        Overwrite(rows, variant, (signal, row) => signal.Kind == SignalKind.Probabilities ? [0, row * 0.01f, 0, 1 - (row * 0.01f)] : [0, row, 0, -row]);
        AssertSame(Choose(variant, rows, 15), Choose(variant.Create(), rows.ToView(sparse: true), 15, width: 4), "sparse");
    });

    [TestMethod]
    public void The_order_of_the_pool_does_not_matter_to_rowwise_strategies_without_chance() => ForEach(variant =>
    {
        if (variant.Create() is not RowwiseStrategy || IsSeeded(variant))
        {
            return;
        }
        var rows = SignalRows.Random(variant.Create(), 120);
        int[] order = new SeededRandom(3).Permutation(120);
        var expected = Choose(variant, rows, 25);
        var got = Choose(variant.Create(), rows.ToView(order), 25);
        CollectionAssert.AreEqual(expected.Select(r => r.Utility).ToArray(), got.Select(r => r.Utility).ToArray());
        // Rows that tie rank by position, so their order changes, and of those that tie with the last row others may be chosen.
        string[] Certain(IReadOnlyList<QueriedRow> chosen) =>
            [.. chosen.Where(r => r.Utility > expected[^1].Utility).OrderByDescending(r => r.Utility).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => r.Id)];
        CollectionAssert.AreEqual(Certain(expected), Certain(got));
    });

    [TestMethod]
    public void Rowwise_utilities_never_increase_with_the_rank_and_ties_rank_by_position() => ForEach(variant =>
    {
        if (variant.Create() is not RowwiseStrategy)
        {
            return;
        }
        var chosen = Choose(variant, SignalRows.Random(variant.Create(), 80), 80);
        foreach ((QueriedRow better, QueriedRow worse) in chosen.Zip(chosen.Skip(1)))
        {
            Assert.IsTrue(better.Utility > worse.Utility || (better.Utility == worse.Utility && better.Position < worse.Position), $"{better} before {worse}");
        }
    });

    [TestMethod]
    public void Equal_rows_are_each_chosen_once() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 40);
        Overwrite(rows, variant, (signal, _) => rows.Values[signal.Name][0]);
        foreach (int chunkSize in ChunkSizes)
        {
            var chosen = Choose(variant, rows, 10, chunkSize: chunkSize);
            Assert.AreEqual(10, chosen.DistinctBy(r => r.Position).Count());
            if (variant.Create() is RowwiseStrategy && !IsSeeded(variant))
            {
                CollectionAssert.AreEqual(Enumerable.Range(0, 10).Select(i => (long)i).ToArray(), chosen.Select(r => r.Position).ToArray(), "equal rows rank by position");
            }
        }
    });

    [TestMethod]
    public void One_class_is_allowed() => ForEach(variant =>
        Assert.AreEqual(4, Choose(variant, SignalRows.Random(variant.Create(), 9, width: 1), 4).Count));

    [TestMethod]
    public void Certain_rows_and_rows_of_zeros_are_allowed() => ForEach(variant =>
    {
        var rows = SignalRows.Random(variant.Create(), 12);
        Overwrite(rows, variant, (signal, row) => signal.Kind switch
        {
            SignalKind.Probabilities => [.. Enumerable.Range(0, 5).Select(c => c == row % 5 ? 1f : 0f)],
            _ => row < 6 ? new float[5] : rows.Values[signal.Name][row],
        });
        var chosen = Choose(variant, rows, 12);
        Assert.AreEqual(12, chosen.Count);
        Assert.IsTrue(chosen.All(r => float.IsFinite(r.Utility)));
    });

    [TestMethod]
    public void Numbers_that_are_not_finite_are_refused_with_the_column_and_the_row_named() => ForEach(variant =>
    {
        foreach (SignalColumn signal in variant.Create().Signals)
        {
            foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                foreach (int chunkSize in ChunkSizes)
                {
                    var rows = SignalRows.Random(variant.Create(), 30);
                    rows.Values[signal.Name][17][^1] = bad;
                    string message = Assert.ThrowsException<ArgumentException>(() => Choose(variant, rows, 5, chunkSize: chunkSize)).Message;
                    StringAssert.Contains(message, signal.Name);
                    StringAssert.Contains(message, $"'{SignalRows.IdOf(17)}'");
                }
            }
        }
    });

    [TestMethod]
    public void Probabilities_with_a_bad_sum_or_a_negative_value_are_refused_with_the_column_and_the_row_named() => ForEach(variant =>
    {
        foreach (SignalColumn signal in variant.Create().Signals.Where(s => s.Kind is SignalKind.Probabilities or SignalKind.PassProbabilities))
        {
            // Of several passes, one alone is bad: the first, one in between or the last.
            for (int pass = 0; pass < (signal.Kind == SignalKind.PassProbabilities ? SignalRows.PassCount : 1); pass++)
            {
                foreach (float[] bad in new float[][] { [0.5f, 0.5f, 0.31f, 0, 0], [0.2f, 0.2f, 0.2f, 0.2f, 0.1998f], [0, 0, 0, 0, 0], [1.2f, -0.2f, 0, 0, 0] })
                {
                    var rows = SignalRows.Random(variant.Create(), 30);
                    bad.CopyTo(rows.Values[signal.Name][29], pass * bad.Length);
                    string message = Assert.ThrowsException<ArgumentException>(() => Choose(variant, rows, 5)).Message;
                    StringAssert.Contains(message, $"'{signal.Name}'");
                    StringAssert.Contains(message, $"'{SignalRows.IdOf(29)}'");
                    StringAssert.Contains(message, "softmax");
                }
                var nearlyOne = SignalRows.Random(variant.Create(), 30);
                new[] { 0.2f, 0.2f, 0.2f, 0.2f, 0.20009f }.CopyTo(nearlyOne.Values[signal.Name][3], pass * 5);
                Assert.AreEqual(5, Choose(variant, nearlyOne, 5).Count, "a sum within 1e-4 of 1 is accepted");
            }
        }
    });

    [TestMethod]
    public void A_missing_column_is_named_with_those_present_and_the_remedy() => ForEach(variant =>
    {
        var ids = new SyntheticView(3, SyntheticColumn.Text("Id", SignalRows.IdOf));
        foreach (SignalColumn signal in variant.Create().Signals.Take(1))
        {
            string message = Assert.ThrowsException<ArgumentException>(() => Choose(variant.Create(), ids, 2)).Message;
            StringAssert.Contains(message, $"'{signal.Name}'");
            StringAssert.Contains(message, "'Id'");
            StringAssert.Contains(message, signal.Remedy);
        }
        string noId = Assert.ThrowsException<ArgumentException>(() => Choose(variant.Create(), new SyntheticView(3, SyntheticColumn.Text("Name", SignalRows.IdOf)), 2)).Message;
        StringAssert.Contains(noId, "'Id'");
        StringAssert.Contains(noId, "'Name'");
    });

    [TestMethod]
    public void A_column_of_the_wrong_type_is_named_with_its_type_and_the_one_needed() => ForEach(variant =>
    {
        foreach (SignalColumn signal in variant.Create().Signals)
        {
            foreach (SyntheticColumn wrong in WrongColumns(signal))
            {
                SyntheticColumn[] others = [.. variant.Create().Signals.Where(s => s.Name != signal.Name).Select(RightColumn)];
                var view = new SyntheticView(3, [SyntheticColumn.Text("Id", SignalRows.IdOf), wrong, .. others]);
                string message = Assert.ThrowsException<ArgumentException>(() => Choose(variant.Create(), view, 2), $"{wrong.Type}").Message;
                StringAssert.Contains(message, $"'{signal.Name}' is {wrong.Type}");
                StringAssert.Contains(message, "Single");
                StringAssert.Contains(message, signal.Remedy);
            }
        }
    });

    private static IEnumerable<SyntheticColumn> WrongColumns(SignalColumn signal)
    {
        yield return SyntheticColumn.Text(signal.Name, SignalRows.IdOf);
        yield return SyntheticColumn.Of(signal.Name, Microsoft.ML.Data.NumberDataViewType.Double, _ => 1.0);
        yield return new SyntheticColumn(signal.Name, new Microsoft.ML.Data.VectorDataViewType(Microsoft.ML.Data.NumberDataViewType.Double, 3), _ => throw new InvalidOperationException());
        yield return new SyntheticColumn(signal.Name, new Microsoft.ML.Data.VectorDataViewType(Microsoft.ML.Data.NumberDataViewType.Single), _ => throw new InvalidOperationException());
        yield return signal.Kind == SignalKind.Number ? SyntheticColumn.Vector(signal.Name, 1, (_, _) => { }) : SyntheticColumn.Single(signal.Name, _ => 1);
        if (signal.Kind == SignalKind.PassProbabilities)
        {
            yield return SyntheticColumn.Vector(signal.Name, 6, (_, _) => { });
        }
        if (signal.Kind == SignalKind.Image)
        {
            yield return SyntheticColumn.Vector(signal.Name, 6, (_, _) => { });
            yield return SyntheticColumn.SharedVector(signal.Name, [2, 3], [new float[6], new float[6], new float[6]]);
        }
    }

    private static SyntheticColumn RightColumn(SignalColumn signal) =>
        signal.Kind switch
        {
            SignalKind.Number => SyntheticColumn.Single(signal.Name, _ => 0),
            SignalKind.PassProbabilities => SyntheticColumn.SharedVector(signal.Name, [2, 1], [[1, 1], [1, 1], [1, 1]]),
            SignalKind.Image => SyntheticColumn.SharedVector(signal.Name, [1, 1, 1], [[1], [1], [1]]),
            _ => SyntheticColumn.Vector(signal.Name, 1, (_, v) => v.Fill(1)),
        };

    private static void Overwrite(SignalRows rows, StrategyVariant variant, Func<SignalColumn, int, float[]> value)
    {
        foreach (SignalColumn signal in variant.Create().Signals)
        {
            for (int n = 0; n < rows.Count; n++)
            {
                // The passes of a stochastic signal all get what a plain one would.
                float[] given = value(signal.Kind == SignalKind.PassProbabilities ? signal with { Kind = SignalKind.Probabilities } : signal, n);
                rows.Values[signal.Name][n] = signal.Kind switch
                {
                    SignalKind.Number => [given[^1]],
                    SignalKind.PassProbabilities when given.Length == rows.Width => [.. Enumerable.Repeat(given, SignalRows.PassCount).SelectMany(g => g)],
                    _ => (float[])given.Clone(),
                };
            }
        }
    }

    private static bool IsSeeded(StrategyVariant variant) => StrategyPage.Of(variant.Type).Characteristic("Seeded") switch
    {
        { } text when text.StartsWith("yes:", StringComparison.Ordinal) => true,
        { } text when text.StartsWith("no:", StringComparison.Ordinal) || text.StartsWith("nothing is drawn", StringComparison.Ordinal) => false,
        var other => throw new AssertFailedException($"The page of {variant.Type.Name} says Seeded: '{other}'; it must begin with 'yes:', 'no:' or 'nothing is drawn'."),
    };

    private static IReadOnlyList<QueriedRow> Choose(
        StrategyVariant variant, SignalRows rows, int querySize, ulong seed = 1, int chunkSize = RowSelection.ChunkSize) =>
        Choose(variant.Create(), rows.ToView(), querySize, seed, chunkSize, rows.Width);

    private static IReadOnlyList<QueriedRow> Choose(
        SelectionStrategy strategy, IDataView view, int querySize, ulong seed = 1, int chunkSize = RowSelection.ChunkSize, int width = 5, int threads = 0)
    {
        var context = new SelectionContext { QuerySize = querySize, Seed = seed, Threads = threads };
        IDataView Others(ulong seedOfRows, int count) => SignalRows.Random(strategy, count, width, seedOfRows).ToView(labels: true);
        return RowSelection.Select(view, "Id", strategy, context, new ReferenceRows(Others(99, 10), Others(98, 3), Others(97, 4), Others(96, 6)), chunkSize);
    }

    private static void AssertSame(IReadOnlyList<QueriedRow> expected, IReadOnlyList<QueriedRow> got, string when)
    {
        Assert.AreEqual(expected.Count, got.Count, when);
        for (int rank = 0; rank < expected.Count; rank++)
        {
            Assert.AreEqual(expected[rank], got[rank], $"rank {rank}, {when}");
        }
    }

    private void ForEach(Action<StrategyVariant> test)
    {
        var failures = new List<string>();
        foreach (StrategyVariant variant in StrategyVariant.AllOf(Library, Shorten))
        {
            try
            {
                test(variant);
            }
            catch (Exception e)
            {
                failures.Add($"{variant.Name}: {(e is UnitTestAssertException ? e.Message : e)}");
            }
        }
        if (failures.Count > 0)
        {
            Assert.Fail(string.Join('\n', failures));
        }
    }
}
