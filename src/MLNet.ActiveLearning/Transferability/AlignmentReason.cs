namespace MLNet.ActiveLearning.Transferability;

/// <summary>Why <see cref="AlignmentTrigger"/> renews features in a round, or keeps them.</summary>
public enum AlignmentReason
{
    /// <summary>Features have been renewed as often as allowed; nothing was computed.</summary>
    UpdatesSpent,

    /// <summary>The class clusters stopped at once, so that the features still keep the classes apart; no score was computed.</summary>
    ClustersSettled,

    /// <summary>There is a score, and none of the round before to compare it with.</summary>
    FirstScore,

    /// <summary>The score still changes from round to round.</summary>
    ScoreMoves,

    /// <summary>The score has settled: renew the features.</summary>
    ScoreSettled,
}
