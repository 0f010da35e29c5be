namespace MLNet.ActiveLearning.Experiments.Comparison;

[TestClass]
public sealed class CellClaimTests
{
    private static readonly ClaimTiming Timing = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(2));

    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Clock clock = new();
    private string folder = "";

    private string ClaimFile => Path.Combine(folder, "claim.json");

    [TestInitialize]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("claims").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public void A_cell_has_one_owner_until_it_is_given_back()
    {
        CellClaims one = new(clock, Timing), other = new(clock, Timing);
        CellClaim claim = one.TryTake(folder)!;
        Assert.IsNull(other.TryTake(folder));
        Assert.IsNull(one.TryTake(folder));
        claim.ThrowIfLost();
        StringAssert.StartsWith(CellClaims.DescribeOwner(folder), $"process {Environment.ProcessId} on ");
        claim.Dispose();
        claim.Dispose();
        Assert.IsNull(CellClaims.DescribeOwner(folder));
        using CellClaim again = other.TryTake(folder)!;
        Assert.IsNotNull(again);
    }

    [TestMethod]
    public void Of_many_that_want_a_cell_at_once_one_gets_it()
    {
        for (int trial = 0; trial < 20; trial++)
        {
            string cell = Path.Combine(folder, $"{trial}");
            var taken = new CellClaim?[8];
            Parallel.For(0, taken.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => taken[i] = new CellClaims(clock, Timing).TryTake(cell));
            Assert.AreEqual(1, taken.Count(c => c is not null), $"trial {trial}");
            Array.ForEach(taken, c => c?.Dispose());
        }
    }

    [TestMethod]
    public void A_claim_that_beats_is_never_taken_over_however_long_it_lasts()
    {
        using CellClaim claim = new CellClaims(clock, Timing).TryTake(folder)!;
        var other = new CellClaims(clock, Timing);
        for (int i = 0; i < 100; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(7));
            Assert.IsNull(other.TryTake(folder), $"after {i} looks");
        }
        claim.ThrowIfLost();
    }

    [TestMethod]
    public void A_silent_claim_of_another_machine_expires_by_the_clock_of_the_one_that_waits()
    {
        Write(new ClaimText("far-away", 1, LongAgo, "t", 5));
        var claims = new CellClaims(clock, Timing);
        Assert.IsNull(claims.TryTake(folder));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.IsNull(claims.TryTake(folder));
        // It gives a sign of life, and the silence counts from now.
        Write(new ClaimText("far-away", 1, LongAgo, "t", 6));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.IsNull(claims.TryTake(folder));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.IsNull(claims.TryTake(folder));
        clock.Advance(TimeSpan.FromSeconds(1));
        using CellClaim taken = claims.TryTake(folder)!;
        Assert.IsNotNull(taken);
        Assert.AreEqual(1, Directory.GetFiles(folder).Length, "The dead claim is gone.");
    }

    [TestMethod]
    public void A_claim_of_a_process_of_this_machine_that_died_is_taken_over_at_once()
    {
        ClaimText own = ClaimText.CreateOwn();
        Write(own with { ProcessStart = LongAgo, Token = "t" });
        using CellClaim taken = new CellClaims(clock, Timing).TryTake(folder)!;
        Assert.IsNotNull(taken, "Its number is another process's now.");
    }

    [TestMethod]
    public void A_live_process_whose_start_is_told_a_little_differently_keeps_its_claim()
    {
        ClaimText own = ClaimText.CreateOwn();
        foreach (int seconds in new[] { -2, 2 })
        {
            Write(own with { ProcessStart = own.ProcessStart.AddSeconds(seconds), Token = "t" });
            Assert.IsNull(new CellClaims(clock, Timing).TryTake(folder));
        }
    }

    [TestMethod]
    public void A_file_that_was_never_written_out_expires_too()
    {
        File.WriteAllText(ClaimFile, "");
        var claims = new CellClaims(clock, Timing);
        Assert.IsNull(claims.TryTake(folder));
        clock.Advance(TimeSpan.FromSeconds(61));
        using CellClaim taken = claims.TryTake(folder)!;
        Assert.IsNotNull(taken);
    }

    [TestMethod]
    public void A_process_that_lost_its_claim_notices_and_leaves_the_new_owner_alone()
    {
        CellClaim suspended = new CellClaims(clock, Timing).TryTake(folder)!;
        File.Move(ClaimFile, ClaimFile + ".aside"); // as the one that takes over does
        using CellClaim owner = new CellClaims(clock, Timing).TryTake(folder)!;
        string text = File.ReadAllText(ClaimFile);
        Assert.ThrowsException<ClaimLostException>(suspended.ThrowIfLost);
        clock.Advance(TimeSpan.FromSeconds(3));
        suspended.Dispose();
        Assert.AreEqual(text, File.ReadAllText(ClaimFile));
        owner.ThrowIfLost();
    }

    private void Write(ClaimText text) => File.WriteAllText(ClaimFile, text.ToJson());

    // Beats when it is told to.
    private sealed class Clock : TimeProvider
    {
        private readonly List<Timer> timers = [];
        private TimeSpan now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(callback, state, period, now + dueTime);
            lock (timers)
            {
                timers.Add(timer);
            }
            return timer;
        }

        public void Advance(TimeSpan time)
        {
            now += time;
            foreach (Timer timer in timers)
            {
                timer.Run(now);
            }
        }

        private sealed class Timer(TimerCallback callback, object? state, TimeSpan period, TimeSpan due) : ITimer
        {
            private TimeSpan next = due;
            private bool stopped;

            public void Run(TimeSpan now)
            {
                for (; !stopped && next <= now; next += period)
                {
                    callback(state);
                }
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose() => stopped = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
