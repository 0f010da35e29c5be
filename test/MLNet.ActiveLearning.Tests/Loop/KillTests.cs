using System.Diagnostics;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Samples;

namespace MLNet.ActiveLearning.Loop;

/// <summary>A process that is killed at random moments and started again ends with what an undisturbed one ends with.</summary>
[TestClass]
public sealed class KillTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_process_killed_at_fifty_random_moments_ends_as_one_that_was_not() => KillAndCompare(kills: 50, seed: 11);

    [TestMethod]
    [TestCategory("FiveHundredKills")]
    public void A_process_killed_at_five_hundred_random_moments_ends_as_one_that_was_not()
    {
        if (Environment.GetEnvironmentVariable("RUN_LONG_TESTS") != "1")
        {
            Assert.Inconclusive("Takes minutes; set RUN_LONG_TESTS=1 to run it.");
        }
        KillAndCompare(kills: 500, seed: 12);
    }

    private void KillAndCompare(int kills, ulong seed)
    {
        using var undisturbed = new TemporaryFolder();
        int duration;
        using (var process = new StartedProcess("KillTarget.dll", undisturbed.Path))
        {
            process.EndsWithin(Timeout.Infinite);
            Assert.AreEqual(0, process.ExitCode, process.Output);
            StringAssert.Contains(process.Output, "done");
            duration = (int)process.Lasted.TotalMilliseconds;
        }
        string[] expected = [.. RunFolder.Read(undisturbed.Path)];
        Assert.AreEqual(71, expected.Count(line => line.StartsWith("labels.journal", StringComparison.Ordinal)));

        var random = new SeededRandom(seed);
        int killed = 0;
        int runs = 0;
        HashSet<long> points = [];
        var began = Stopwatch.StartNew();
        while (killed < kills)
        {
            using var folder = new TemporaryFolder();
            bool done = false;
            while (!done)
            {
                using var process = new StartedProcess("KillTarget.dll", folder.Path);
                // The last run of a folder goes on undisturbed once there were kills enough.
                done = process.EndsWithin(killed < kills ? random.NextInt32(duration) : Timeout.Infinite);
                killed += done ? 0 : 1;
                points.Add(File.Exists(folder.File("labels.journal")) ? new FileInfo(folder.File("labels.journal")).Length : 0);
                Assert.IsTrue(!done || process.ExitCode == 0, process.Output);
            }
            runs++;
            string[] got = [.. RunFolder.Read(folder.Path)];
            CollectionAssert.AreEqual(expected, got, $"run {runs}; only undisturbed: {string.Join('\n', expected.Except(got))}; only disturbed: {string.Join('\n', got.Except(expected))}");
        }
        TestContext.WriteLine($"{killed} kills, {points.Count} different journals left, over {runs} runs of {duration} ms in {began.Elapsed.TotalSeconds:F1} s");
    }
}
