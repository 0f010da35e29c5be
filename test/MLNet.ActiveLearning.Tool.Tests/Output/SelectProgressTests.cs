using MLNet.ActiveLearning.Experiments.Tables;

namespace MLNet.ActiveLearning.Tool.Output;

[TestClass]
public sealed class SelectProgressTests
{
    [TestMethod]
    public void The_line_has_a_bar_while_rows_are_read_and_the_time_after_that()
    {
        Assert.AreEqual(
            "reading ######------------------  25 %, 1,500,000 rows, 3 s",
            SelectProgress.Describe(new TableProgress(1_500_000, 0.25), TimeSpan.FromSeconds(3)));
        Assert.AreEqual("choosing among 6,000,000 rows, 12 s", SelectProgress.Describe(new TableProgress(6_000_000, 1), TimeSpan.FromSeconds(12)));
    }

    [TestMethod]
    public void Nobody_is_shown_progress_in_a_file_or_when_quiet()
    {
        Assert.IsNull(SelectProgress.Start(TextWriter.Null, quiet: false));
        Assert.IsNull(SelectProgress.Start(Console.Error, quiet: true));
    }
}
