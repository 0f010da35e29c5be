namespace MLNet.ActiveLearning.Transferability;

/// <summary>What <see cref="AlignmentTrigger"/> remembers from one round to the next.</summary>
/// <param name="PreviousScore">The score of the round before; null if that round had none, or renewed the features.</param>
/// <param name="UpdateCount">How often features were renewed so far, 0 or more.</param>
public sealed record AlignmentState(double? PreviousScore, int UpdateCount)
{
    /// <summary>Before the first round: pre-trained features, no score.</summary>
    public static AlignmentState Initial { get; } = new(null, 0);

    /// <summary>Whether features have been renewed: the last model is then trained by fine-tuning alone, and else by a linear probe first.</summary>
    public bool IsAligned => UpdateCount > 0;
}
