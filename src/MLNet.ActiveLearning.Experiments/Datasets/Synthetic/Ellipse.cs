namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>An ellipse of two radii, turned.</summary>
internal readonly struct Ellipse(float centerX, float centerY, float radiusX, float radiusY, float turns = 0) : IShape
{
    private readonly (float Sin, float Cos) direction = Angle.SinCos(turns);

    public (float X, float Y, float Radius) Bounds => (centerX, centerY, Math.Max(radiusX, radiusY));

    public float Distance(float x, float y)
    {
        float dx = x - centerX;
        float dy = y - centerY;
        float u = ((dx * direction.Cos) + (dy * direction.Sin)) / radiusX;
        float v = ((dy * direction.Cos) - (dx * direction.Sin)) / radiusY;
        float k = MathF.Sqrt((u * u) + (v * v));
        if (k < 1e-4f)
        {
            return -Math.Min(radiusX, radiusY);
        }

        // First-order distance: the value of k - 1 over the length of its gradient.
        float gu = u / radiusX;
        float gv = v / radiusY;
        return (k - 1) * k / MathF.Sqrt((gu * gu) + (gv * gv));
    }
}
