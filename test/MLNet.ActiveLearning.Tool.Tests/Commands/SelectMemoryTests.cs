using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML;
using MLNet.ActiveLearning.Experiments.Tests.Tables;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Strategies;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Row-wise strategies need memory for the query, not for the file.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SelectMemoryTests
{
    private const int RowCount = 2_000_000;
    private const int ClassCount = 10;
    private const int RowsAtOnce = 10_000;
    private const long Allowed = 24 << 20;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_file_of_two_million_rows_is_not_held_in_memory()
    {
        string path = Path.Combine(Path.GetTempPath(), $"scores-{Environment.ProcessId}.npy");
        long peak = 0;
        try
        {
            WriteScores(path);
            long fileSize = new FileInfo(path).Length;
            var settings = new SelectSettings { Strategy = StrategyRegistry.Find("entropy"), Signals = [new("Score", path)], Query = 1000 };
            var ml = new MLContext(seed: 1);
            SelectionStrategy strategy = settings.Strategy.Create(ml.ActiveLearning().Strategies);

            long before = ReadResident();
            using var timer = new Timer(_ => Watch(), null, 0, 20);
            long began = Stopwatch.GetTimestamp();
            IReadOnlyList<QueriedRow> chosen = SelectCommand.Choose(ml, settings, strategy, null, CancellationToken.None);
            Watch();

            TestContext.WriteLine(FormattableString.Invariant(
                $"{fileSize >> 20} MiB: {Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s, resident memory grew by {(peak - before) / 1048576.0:F1} MiB"));
            Assert.AreEqual(1000, chosen.Count);
            Assert.IsTrue(fileSize > 3 * Allowed);
            Assert.IsTrue(peak - before < Allowed, $"Resident memory grew by {(peak - before) >> 20} MiB.");
        }
        finally
        {
            File.Delete(path);
        }

        void Watch() => peak = Math.Max(peak, Environment.WorkingSet);
    }

    private static void WriteScores(string path)
    {
        byte[] block = new byte[RowsAtOnce * ClassCount * sizeof(float)];
        Span<float> values = MemoryMarshal.Cast<byte, float>(block.AsSpan());
        for (int row = 0; row < RowsAtOnce; row++)
        {
            float top = 0.1f + (0.9f * (row * 7919 % RowsAtOnce) / RowsAtOnce);
            Span<float> scores = values.Slice(row * ClassCount, ClassCount);
            scores.Fill((1 - top) / (ClassCount - 1));
            scores[row % ClassCount] = top;
        }
        using FileStream file = File.Create(path);
        file.Write(NpyWriter.Header("<f4", [RowCount, ClassCount]));
        for (int written = 0; written < RowCount; written += RowsAtOnce)
        {
            file.Write(block);
        }
    }

    private static long ReadResident()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}
