namespace MLNet.ActiveLearning.Tool.Wording;

[TestClass]
public sealed class ClosestNameTests
{
    private static readonly string[] Names = ["random", "entropy", "tidal-entropy"];

    [TestMethod]
    [DataRow("entropi", "Did you mean 'entropy'? ")]
    [DataRow("Radnom", "Did you mean 'random'? ")]
    [DataRow("tidal", "Did you mean 'tidal-entropy'? ")]
    [DataRow("badge", "")]
    public void Near_names_are_suggested_and_far_ones_not(string typed, string suggestion) => Assert.AreEqual(suggestion, ClosestName.Suggest(typed, Names));

    [TestMethod]
    [DataRow("kitten", "sitting", 3)]
    [DataRow("", "abc", 3)]
    [DataRow("same", "SAME", 0)]
    public void The_distance_counts_changes(string a, string b, int expected) => Assert.AreEqual(expected, ClosestName.Distance(a, b));
}
