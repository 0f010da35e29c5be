namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A rectangle of two half widths with rounded corners, turned.</summary>
internal readonly struct Block(float centerX, float centerY, float halfX, float halfY, float turns = 0, float rounding = 0) : IShape
{
    private readonly (float Sin, float Cos) direction = Angle.SinCos(turns);

    public (float X, float Y, float Radius) Bounds => (centerX, centerY, MathF.Sqrt((halfX * halfX) + (halfY * halfY)));

    public float Distance(float x, float y)
    {
        float dx = x - centerX;
        float dy = y - centerY;
        float u = Math.Abs((dx * direction.Cos) + (dy * direction.Sin)) - halfX + rounding;
        float v = Math.Abs((dy * direction.Cos) - (dx * direction.Sin)) - halfY + rounding;
        float outsideU = Math.Max(u, 0);
        float outsideV = Math.Max(v, 0);
        return MathF.Sqrt((outsideU * outsideU) + (outsideV * outsideV)) + Math.Min(Math.Max(u, v), 0) - rounding;
    }
}
