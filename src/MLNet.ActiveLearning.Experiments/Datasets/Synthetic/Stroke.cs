namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A line with round ends whose half width may change from one end to the other.</summary>
internal readonly struct Stroke(float x1, float y1, float x2, float y2, float halfWidth1, float halfWidth2) : IShape
{
    public (float X, float Y, float Radius) Bounds
    {
        get
        {
            float dx = x2 - x1;
            float dy = y2 - y1;
            return ((x1 + x2) / 2, (y1 + y2) / 2, (MathF.Sqrt((dx * dx) + (dy * dy)) / 2) + Math.Max(halfWidth1, halfWidth2));
        }
    }

    public float Distance(float x, float y)
    {
        float dx = x2 - x1;
        float dy = y2 - y1;
        float along = Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / Math.Max((dx * dx) + (dy * dy), 1e-6f), 0, 1);
        float ox = x - x1 - (dx * along);
        float oy = y - y1 - (dy * along);
        return MathF.Sqrt((ox * ox) + (oy * oy)) - halfWidth1 - ((halfWidth2 - halfWidth1) * along);
    }
}
