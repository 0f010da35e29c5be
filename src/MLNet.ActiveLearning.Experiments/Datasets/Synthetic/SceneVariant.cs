namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>One of the looks that a class has.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Share">How often it appears within its class; the shares of a class sum to 1.</param>
/// <param name="Home">Where one expects it.</param>
/// <param name="Draw">Paints it, about 2 x 2 units around the origin.</param>
internal sealed record SceneVariant(string Name, double Share, Scenery Home, Action<Brush> Draw)
{
    /// <summary>How freely it turns, moves and changes size.</summary>
    /// <value>0 never, 1 as far as the difficulty lets it, more for what has no upright position.</value>
    public float Freedom { get; init; } = 1;
}
