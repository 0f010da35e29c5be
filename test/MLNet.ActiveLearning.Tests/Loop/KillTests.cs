using System.Diagnostics;
using System.Text.Json.Nodes;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Samples;

namespace MLNet.ActiveLearning.Loop;

/// <summary>A process that is killed at random moments and started again ends with what an undisturbed one ends with.</summary>
[TestClass]
public sealed class KillTests
{
    private const int KillsWanted = 50;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_process_killed_at_fifty_random_moments_ends_as_one_that_was_not()
    {
        using var undisturbed = new TemporaryFolder();
        using (var process = new TargetProcess(undisturbed.Path))
        {
            Assert.IsTrue(process.RunsToTheEnd(), process.Output);
        }
        string[] rounds = Rounds(undisturbed);
        string[] labels = File.ReadAllLines(undisturbed.File("labels.journal"));
        string[] files = FilesOf(undisturbed);
        Assert.AreEqual(71, labels.Length);

        var random = new SeededRandom(11);
        int kills = 0;
        int runs = 0;
        int inTheLoop = 0;
        var began = Stopwatch.StartNew();
        while (kills < KillsWanted)
        {
            using var folder = new TemporaryFolder();
            bool done = false;
            while (!done)
            {
                using var process = new TargetProcess(folder.Path);
                // The last run of a folder goes on undisturbed once there were kills enough.
                int delay = kills < KillsWanted ? random.NextInt32(500) : Timeout.Infinite;
                done = process.RunsToTheEndWithin(delay);
                if (!done)
                {
                    kills++;
                    inTheLoop += process.WasReady ? 1 : 0;
                }
            }
            runs++;
            CollectionAssert.AreEqual(labels, File.ReadAllLines(folder.File("labels.journal")), $"journal of run {runs}");
            CollectionAssert.AreEqual(rounds, Rounds(folder), $"rounds of run {runs}");
            CollectionAssert.AreEqual(files, FilesOf(folder), $"files of run {runs}");
        }
        TestContext.WriteLine($"{kills} kills ({inTheLoop} in the loop) over {runs} runs in {began.Elapsed.TotalSeconds:F1} s");
    }

    // Everything but durations, as text.
    private static string[] Rounds(TemporaryFolder folder)
    {
        JsonNode saved = JsonNode.Parse(File.ReadAllText(folder.File("rounds.json")))!;
        return [saved["Settings"]!.ToJsonString(), .. saved["Rounds"]!.AsArray().Select(round =>
        {
            round!.AsObject().Remove("Durations");
            return round.ToJsonString();
        })];
    }

    private static string[] FilesOf(TemporaryFolder folder) => [.. Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private sealed class TargetProcess : IDisposable
    {
        private readonly Process process;
        private readonly Task<string> errors;

        public TargetProcess(string folder)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "KillTarget.dll"));
            start.ArgumentList.Add(folder);
            process = Process.Start(start)!;
            errors = process.StandardError.ReadToEndAsync();
        }

        public string Output { get; private set; } = "";

        public bool WasReady { get; private set; }

        public bool RunsToTheEnd() => RunsToTheEndWithin(Timeout.Infinite);

        /// <summary>Waits until the loop begins and then so many milliseconds; kills the process if it has not ended by then.</summary>
        public bool RunsToTheEndWithin(int milliseconds)
        {
            WasReady = process.StandardOutput.ReadLine() == "ready";
            Task<string> rest = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(milliseconds))
            {
                process.Kill();
                process.WaitForExit();
                return false;
            }
            Output = rest.Result + errors.Result;
            Assert.AreEqual(0, process.ExitCode, Output);
            return Output.Contains("done", StringComparison.Ordinal);
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
            process.Dispose();
        }
    }
}
