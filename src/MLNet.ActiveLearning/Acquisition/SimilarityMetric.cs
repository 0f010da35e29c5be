namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How alike two rows x and y of d numbers are; larger means more alike.</summary>
public enum SimilarityMetric
{
    /// <summary><c>x.y / (|x| |y|)</c>, in [-1, 1]; 0 if either row is all zeros, also for such a row with itself.</summary>
    Cosine,

    /// <summary><c>(1 + cosine) / 2</c>, in [0, 1]; 0.5 if either row is all zeros.</summary>
    Cosine01,

    /// <summary><c>exp(-|x - y| / d)</c>, in (0, 1]; 1 for equal rows.</summary>
    Euclidean,

    /// <summary><c>x.y</c>, unbounded.</summary>
    Dot,
}
