using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;

namespace Outsider;

/// <summary>The command line tool, killed at random moments and started again, ends with what an undisturbed one ends with.</summary>
[TestClass]
public sealed class ToolKillTests
{
    private const int Kills = 20;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_comparison_of_three_strategies_and_three_seeds_killed_at_twenty_random_moments_ends_as_one_that_was_not()
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
            Assert.AreEqual(9 * 41, expected.Count(line => line.Contains("labels.journal", StringComparison.Ordinal)));

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

    [TestMethod]
    public void Processes_in_one_folder_share_its_cells_and_what_a_killed_one_leaves_is_finished_by_the_other()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-outside-");
        try
        {
            string alone = Path.Combine(folder.FullName, "alone"), shared = Path.Combine(folder.FullName, "shared"), left = Path.Combine(folder.FullName, "left");
            using (StartedProcess process = Start(alone))
            {
                process.EndsWithin(Timeout.Infinite);
                Assert.AreEqual(0, process.ExitCode, process.Output);
            }
            using (StartedProcess one = Start(shared), other = Start(shared))
            {
                one.EndsWithin(Timeout.Infinite);
                other.EndsWithin(Timeout.Infinite);
                Assert.AreEqual((0, 0), (one.ExitCode, other.ExitCode), one.Output + other.Output);
            }
            CollectionAssert.AreEqual(Cells(alone), Cells(shared));
            Assert.AreEqual(WithoutTimes(alone), WithoutTimes(shared));

            using (StartedProcess killed = Start(left), other = Start(left))
            {
                killed.EndsWithin(new SeededRandom(9).NextInt32(3000) + 1500);
                other.EndsWithin(Timeout.Infinite);
                Assert.AreEqual(0, other.ExitCode, other.Output);
            }
            CollectionAssert.AreEqual(Cells(alone), Cells(left));
            Assert.AreEqual(WithoutTimes(alone), WithoutTimes(left));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string WithoutTimes(string folder) => string.Join('\n', File.ReadLines(Path.Combine(folder, "results.csv")).Select(line => string.Join(',', line.Split(',')[..8])));

    private static string[] Cells(string folder) => [.. RunFolder.Read(Path.Combine(folder, "cells"))];

    // The first line comes when the first round is done; models are kept, because each round goes on from the last one's.
    private static StartedProcess Start(string output) => new(
        "mlnet-al.dll", "run", "--strategies", "random,margin,tidal-entropy", "--seeds", "3", "--rounds", "3", "--start", "20", "--query", "10", "--epochs", "1",
        "--width", "4", "--test-limit", "40", "--candidates", "60", "--retraining", "update", "--threads", "1", "--device", "cpu", "--no-progress", "--output", output);
}
