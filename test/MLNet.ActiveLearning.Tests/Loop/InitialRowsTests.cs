using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

[TestClass]
public sealed class InitialRowsTests
{
    private static readonly Scenario Free = new();

    private static string[] Rows => [.. new[] { 77, 3, 41, 8, 90 }.Select(i => Free.Rows[i].Id)];

    [TestMethod]
    public async Task The_loop_starts_from_the_given_rows_in_their_order()
    {
        Scenario scenario = With(Rows);
        using ActiveLearningPool pool = scenario.CreatePool();
        IReadOnlyList<Round> rounds = await scenario.RunAsync(pool);
        Assert.AreEqual(5, rounds[0].LabeledCount);
        CollectionAssert.AreEqual(Rows, pool.GetEntries().Take(5).Select(e => e.Id).ToArray());
    }

    [TestMethod]
    public async Task A_run_is_continued_with_the_same_rows_and_not_with_others()
    {
        using var folder = new TemporaryFolder();
        Scenario scenario = With(Rows);
        scenario = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        await scenario.RunAsync();
        Assert.IsTrue((await scenario.RunAsync()).All(r => r.Restored));
        Scenario other = scenario with { Options = scenario.Options with { InitialRows = [.. Rows.Reverse()] } };
        StringAssert.Contains((await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => other.RunAsync())).Message, "InitialStrategy was given");
    }

    [TestMethod]
    public void All_that_is_wrong_with_the_rows_is_named()
    {
        Scenario scenario = With([Rows[0], Rows[0], "nobody"]);
        scenario = scenario with { Options = scenario.Options with { InitialSize = 3, Budget = 2, InitialStrategy = new RandomStrategy() } };
        using ActiveLearningPool pool = scenario.CreatePool();
        string message = Assert.ThrowsException<ArgumentException>(() => scenario.CreateLoop(pool)).Message;
        foreach (string part in new[] { "together with InitialStrategy", "InitialRows has 3 rows", "first 'nobody'", $"'{Rows[0]}' 2 times" })
        {
            StringAssert.Contains(message, part);
        }
    }

    private static Scenario With(string[] rows) => Free with { Options = Free.Options with { InitialSize = null, InitialRows = rows } };
}
