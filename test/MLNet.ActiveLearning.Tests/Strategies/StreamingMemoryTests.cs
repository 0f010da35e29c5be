using System.Diagnostics;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>A row-wise selection needs memory for its query, not for its pool.</summary>
[TestClass]
[DoNotParallelize]
public sealed class StreamingMemoryTests
{
    private const int ClassCount = 10;
    private const int QuerySize = 1000;
    private const int DifferentRows = 20_011;
    private static readonly float[] Rows = CreateRows();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void The_heap_does_not_grow_with_the_pool() => Compare(new MarginStrategy(), 1_000_000, 4_000_000);

    [TestMethod]
    [TestCategory("TenMillionRows")]
    public void The_heap_does_not_grow_with_a_pool_of_ten_million_rows()
    {
        if (Environment.GetEnvironmentVariable("RUN_LONG_TESTS") != "1")
        {
            Assert.Inconclusive("Takes as long as the other tests together; set RUN_LONG_TESTS=1 to run it.");
        }
        Compare(new MarginStrategy(), 1_000_000, 10_000_000);
        Compare(new EntropyStrategy(), 1_000_000, 10_000_000);
    }

    private void Compare(RowwiseStrategy strategy, int fewRows, int manyRows)
    {
        Measure(strategy, 100_000);
        var few = Measure(strategy, fewRows);
        var many = Measure(strategy, manyRows);
        TestContext.WriteLine($"{strategy.Name}: {fewRows:N0} rows {few}; {manyRows:N0} rows {many}");
        Assert.AreEqual(QuerySize, few.Chosen);
        Assert.AreEqual(QuerySize, many.Chosen);
        Assert.IsTrue(many.PeakBytes < few.PeakBytes + 300_000, $"{strategy.Name}: live bytes {few.PeakBytes:N0} and {many.PeakBytes:N0}");
        // Only rows that enter the best so far become strings: about k ln(N / k) of them.
        Assert.IsTrue(many.AllocatedBytes < few.AllocatedBytes + 1_500_000, $"{strategy.Name}: allocated {few.AllocatedBytes:N0} and {many.AllocatedBytes:N0}");
    }

    private static Measurement Measure(RowwiseStrategy strategy, int rowCount)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long peak = 0;
        int step = rowCount / 8;
        var view = new SyntheticView(
            rowCount,
            SyntheticColumn.Int64("Id", position => position),
            SyntheticColumn.Vector("Score", ClassCount, Fill))
        {
            RowRead = position =>
            {
                if (position % step == step - 1)
                {
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            },
        };
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long began = Stopwatch.GetTimestamp();
        int chosen = RowSelection.Select(view, "Id", strategy, new SelectionContext { QuerySize = QuerySize, Seed = 1 }).Count;
        return new Measurement(chosen, peak, GC.GetAllocatedBytesForCurrentThread() - allocated, Stopwatch.GetElapsedTime(began));
    }

    private static float[] CreateRows()
    {
        var random = new SeededRandom(9);
        return [.. Enumerable.Range(0, DifferentRows).SelectMany(_ => SignalRows.RandomProbabilities(random, ClassCount))];
    }

    private static void Fill(long position, Span<float> row) =>
        Rows.AsSpan((int)(position * 7919 % DifferentRows) * ClassCount, ClassCount).CopyTo(row);

    private sealed record Measurement(int Chosen, long PeakBytes, long AllocatedBytes, TimeSpan Elapsed)
    {
        public override string ToString() =>
            FormattableString.Invariant($"live {PeakBytes / 1e6:F2} MB, allocated {AllocatedBytes / 1e6:F2} MB, {Elapsed.TotalSeconds:F2} s");
    }
}
