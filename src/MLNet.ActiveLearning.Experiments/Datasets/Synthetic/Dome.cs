namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The upper half of an ellipse, down to the given share of its lower half.</summary>
internal readonly struct Dome(float centerX, float baseY, float radiusX, float radiusY, float belowBase = 0) : IShape
{
    private readonly Ellipse ellipse = new(centerX, baseY, radiusX, radiusY);

    public (float X, float Y, float Radius) Bounds => ellipse.Bounds;

    public float Distance(float x, float y) => Math.Max(ellipse.Distance(x, y), y - baseY - (belowBase * radiusY));
}
