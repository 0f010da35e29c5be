namespace MLNet.ActiveLearning.DatasetMaps;

/// <summary>How hard a sample was to learn.</summary>
public enum Difficulty
{
    /// <summary>Learnt early and kept.</summary>
    Easy,

    /// <summary>Between easy and hard.</summary>
    Medium,

    /// <summary>Mostly doubted.</summary>
    Hard,

    /// <summary>Hardly learnt at all.</summary>
    VeryHard,
}
