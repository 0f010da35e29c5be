using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Row-wise selection over pools of 1 and 10 million streamed rows: memory must not grow with the pool.</summary>
internal static class StreamingBenchmark
{
    public static void Run()
    {
        var ml = new MLContext(seed: 1);
        foreach (int rows in new[] { 1_000_000, 10_000_000 })
        {
            IDataView scored = ml.Data.LoadFromEnumerable(Rows(rows));
            GC.Collect();
            long before = GC.GetTotalMemory(forceFullCollection: true);
            long peak = 0;
            using var timer = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
            long began = Stopwatch.GetTimestamp();
            var query = ml.ActiveLearning().Select(scored, ml.ActiveLearning().Strategies.Entropy(), querySize: 1000);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            GC.KeepAlive(query);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} rows of 10 classes, 1,000 chosen: {seconds:F2} s, {rows / seconds / 1e6:F2} million rows/s, managed heap at most {(peak - before) / 1e6:F1} MB above the start, resident peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
        }
    }

    private static IEnumerable<ScoredRow> Rows(int count)
    {
        var row = new ScoredRow();
        for (int i = 0; i < count; i++)
        {
            float sum = 0;
            for (int c = 0; c < row.Score.Length; c++)
            {
                row.Score[c] = (SeededRandom.Hash(1, ((ulong)i * 10) + (ulong)c) >> 40) + 1;
                sum += row.Score[c];
            }
            for (int c = 0; c < row.Score.Length; c++)
            {
                row.Score[c] /= sum;
            }
            row.Id = i;
            yield return row;
        }
    }

    private sealed class ScoredRow
    {
        public long Id { get; set; }

        [VectorType(10)]
        public float[] Score { get; set; } = new float[10];
    }
}
