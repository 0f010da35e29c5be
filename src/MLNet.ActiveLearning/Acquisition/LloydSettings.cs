namespace MLNet.ActiveLearning.Acquisition;

/// <summary>When Lloyd's algorithm for k-means stops, and how often it starts.</summary>
public sealed record LloydSettings
{
    /// <summary>Starts from different k-means++ seeds; the clustering with the least inertia counts.</summary>
    /// <value>Default: 10. At least 1.</value>
    public int Restarts { get; init; } = 10;

    /// <summary>Iterations of one start at most.</summary>
    /// <value>Default: 300. At least 1.</value>
    public int MaxIterations { get; init; } = 300;

    /// <summary>Stops once the centres together move less than this: the Frobenius norm of their shift.</summary>
    /// <value>Default: 1e-4. At least 0; with 0, once they do not move at all.</value>
    public double Tolerance { get; init; } = 1e-4;
}
