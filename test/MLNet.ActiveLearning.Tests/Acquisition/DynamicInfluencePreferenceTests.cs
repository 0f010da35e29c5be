namespace MLNet.ActiveLearning.Acquisition;

/// <summary>What the score of DISAL prefers, as its page says.</summary>
[TestClass]
public sealed class DynamicInfluencePreferenceTests
{
    [TestMethod]
    public void Of_two_classes_it_prefers_a_probability_of_92_percent_and_has_nothing_for_undecided_rows()
    {
        // Training has moved the logits from 0 to where they are: dZ = z.
        const int Count = 1001;
        float[] gaps = [.. Enumerable.Range(0, Count).Select(i => i / 100f)];
        float[] probabilities = [.. gaps.SelectMany(z => new[] { (float)(1 / (1 + Math.Exp(-z))), (float)(1 / (1 + Math.Exp(z))) })];
        float[] changes = [.. gaps.SelectMany(z => new[] { z, 0f })];
        var utilities = new float[Count];
        DynamicInfluence.ComputeProjectedGradient(probabilities, changes, [], DynamicInfluenceLabel.Entropy, 1, utilities);
        int best = Array.IndexOf(utilities, utilities.Max());
        Assert.AreEqual(0.917, probabilities[2 * best], 0.001);
        Assert.AreEqual(0f, utilities[0]);
    }

    [TestMethod]
    public void It_is_proportional_to_the_length_of_the_embedding_at_equal_probabilities()
    {
        var utilities = new float[2];
        float[] changes = new float[4];
        DynamicInfluence.ComputeLogitChanges([1f, 2f, 3f, 6f], [0.5f, 0.2f, -0.1f, 0.3f], [0f, 0f], changes);
        DynamicInfluence.ComputeProjectedGradient([0.7f, 0.3f, 0.7f, 0.3f], changes, [], DynamicInfluenceLabel.Entropy, 1, utilities);
        Assert.AreEqual(3 * utilities[0], utilities[1], 1e-6f);
    }
}
