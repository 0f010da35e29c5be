namespace MLNet.ActiveLearning.Tool.Tables;

[TestClass]
public sealed class NamedInputTests
{
    [TestMethod]
    [DataRow("Score=scores.npy", "Score", "scores.npy", true)]
    [DataRow("score=DATA/x.CSV", "Score", "DATA/x.CSV", true)]
    [DataRow("Score=folder/x.dat", "Score", "folder/x.dat", true)]
    [DataRow("Score=a=b.npy", "Score", "a=b.npy", true)]
    [DataRow("Score=prob_*", "Score", "prob_*", false)]
    [DataRow("Score=p/*", "Score", "p/*", false)]
    [DataRow("Score=probs", "Score", "probs", false)]
    public void A_value_is_a_file_by_its_ending_or_folder_else_a_column(string text, string name, string value, bool isFile)
    {
        var input = NamedInput.Parse("--signal", text, ["Score"]);
        Assert.AreEqual((name, value, isFile), (input.Name, input.Value, input.IsFile));
    }
}
