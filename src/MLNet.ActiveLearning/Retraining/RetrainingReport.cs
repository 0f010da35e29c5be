namespace MLNet.ActiveLearning.Retraining;

/// <summary>What a <see cref="RetrainingMode"/> decided in a round; kept with the round, and what the next round goes on from.</summary>
public sealed record RetrainingReport
{
    /// <summary>How the round's model was trained: <c>FT</c> or <c>LP-FT</c>; of subset training <c>full</c> or <c>GRAD-MATCH</c>.</summary>
    public required string Training { get; init; }

    /// <summary>Which features the query was chosen with: 0 for those of the pre-trained model, n for those of the n-th fine-tuned one.</summary>
    public int FeatureVersion { get; init; }

    /// <summary>Steps that the class clusters moved (potential energy decline); null if it was not computed.</summary>
    public int? PedIterations { get; init; }

    /// <summary>The evidence of the moved features (LogME-PED); null if it was not computed.</summary>
    public double? LogMe { get; init; }

    /// <summary>Absolute difference to the score of the round before; null if one of them is missing.</summary>
    public double? Difference { get; init; }

    /// <summary>Why the features were renewed, or not; null if that was not asked.</summary>
    public string? Decision { get; init; }

    /// <summary>The score that the next round compares with.</summary>
    public double? RememberedScore { get; init; }

    /// <summary>How often features were renewed so far, this round included.</summary>
    public int UpdateCount { get; init; }
}
