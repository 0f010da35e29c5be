using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;

namespace Outsider;

/// <summary>The command line tool, killed at random moments and started again, ends with what an undisturbed one ends with.</summary>
[TestClass]
public sealed class ToolKillTests
{
    private const int Kills = 10;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_comparison_killed_at_ten_random_moments_ends_as_one_that_was_not()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-outside-");
        try
        {
            int duration;
            string undisturbed = Path.Combine(folder.FullName, "undisturbed");
            using (StartedProcess process = Start(undisturbed))
            {
                process.EndsWithin(Timeout.Infinite);
                Assert.AreEqual(0, process.ExitCode, process.Output);
                duration = (int)process.Lasted.TotalMilliseconds;
            }
            string[] expected = Cells(undisturbed);
            Assert.AreEqual(2 * 41, expected.Count(line => line.Contains("labels.journal", StringComparison.Ordinal)));

            var random = new SeededRandom(5);
            int killed = 0;
            int runs = 0;
            while (killed < Kills)
            {
                string disturbed = Path.Combine(folder.FullName, $"disturbed-{runs}");
                bool done = false;
                while (!done)
                {
                    using StartedProcess process = Start(disturbed);
                    done = process.EndsWithin(killed < Kills ? random.NextInt32(duration) : Timeout.Infinite);
                    killed += done ? 0 : 1;
                    Assert.IsTrue(!done || process.ExitCode == 0, process.Output);
                }
                runs++;
                CollectionAssert.AreEqual(expected, Cells(disturbed), $"run {runs}");
            }
            TestContext.WriteLine($"{killed} kills over {runs} runs of {duration} ms");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Cells(string folder) => [.. RunFolder.Read(Path.Combine(folder, "cells"))];

    // The first line comes when the first round is done; models are kept, because each round goes on from the last one's.
    private static StartedProcess Start(string output) => new(
        "mlnet-al.dll", "run", "--strategies", "random,tidal-entropy", "--seeds", "1", "--rounds", "3", "--start", "20", "--query", "10", "--epochs", "1",
        "--width", "4", "--test-limit", "40", "--candidates", "60", "--retraining", "update", "--threads", "1", "--device", "cpu", "--no-progress", "--output", output);
}
