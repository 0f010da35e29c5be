namespace MLNet.ActiveLearning.Transferability;

/// <summary>What <see cref="AlignmentTrigger"/> decides in one round, and from which numbers.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Iterations">Steps that the class clusters moved; null if nothing was computed.</param>
/// <param name="Score">The evidence of the moved features; null if it was not computed.</param>
/// <param name="Difference">How far the score is from that of the round before, 0 or more; null if one of them is missing.</param>
/// <param name="Next">What to remember for the next round.</param>
public sealed record AlignmentDecision(AlignmentReason Reason, int? Iterations, double? Score, double? Difference, AlignmentState Next)
{
    /// <summary>
    /// Whether to fine-tune the pre-trained model on the labels at hand, to compute all features anew with it and to use them from the next round on.
    /// </summary>
    public bool ShouldUpdate => Reason == AlignmentReason.ScoreSettled;
}
