using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Paints shapes in the coordinates of one object, with the chance that makes no two of them equal.</summary>
internal sealed class Brush(Canvas canvas, Pose pose, SeededRandom random, float oddColorChance)
{
    public void Ellipse(float x, float y, float radiusX, float radiusY, Paint paint, float turns = 0) =>
        canvas.Fill(new Ellipse(x, y, radiusX, radiusY, turns), pose, paint);

    public void Dome(float x, float baseY, float radiusX, float radiusY, Paint paint, float belowBase = 0) =>
        canvas.Fill(new Dome(x, baseY, radiusX, radiusY, belowBase), pose, paint);

    public void Block(float x, float y, float halfX, float halfY, Paint paint, float turns = 0, float rounding = 0) =>
        canvas.Fill(new Block(x, y, halfX, halfY, turns, rounding), pose, paint);

    public void Line(float x1, float y1, float x2, float y2, float halfWidth, Paint paint) =>
        canvas.Fill(new Stroke(x1, y1, x2, y2, halfWidth, halfWidth), pose, paint);

    public void Taper(float x1, float y1, float x2, float y2, float halfWidth1, float halfWidth2, Paint paint) =>
        canvas.Fill(new Stroke(x1, y1, x2, y2, halfWidth1, halfWidth2), pose, paint);

    public void Polygon(Paint paint, params float[] corners) => canvas.Fill(new Polygon(corners), pose, paint);

    /// <summary>A uniform number.</summary>
    public float Between(float low, float high) => low + ((high - low) * (float)random.NextDouble());

    public bool Chance(double probability) => random.NextDouble() < probability;

    public int Count(int low, int high) => low + random.NextInt32(high - low + 1);

    /// <summary>A number for <see cref="Paint.Seed"/>.</summary>
    public uint Seed() => (uint)random.NextUInt64();

    /// <summary>A colour within a range of hues (in turns; may begin below 0), or sometimes any other.</summary>
    public Rgb Color(float hueFrom, float hueTo, float saturation, float value)
    {
        bool isOdd = Chance(oddColorChance);
        float hue = isOdd ? Between(0, 1) : Between(hueFrom, hueTo);
        float strength = isOdd ? Between(0.1f, 0.9f) : saturation * Between(0.75f, 1.15f);
        return Rgb.FromHsv(hue, Math.Min(strength, 1), Math.Min(value * Between(0.8f, 1.15f), 1));
    }

    /// <summary>Any colour.</summary>
    public Rgb AnyColor() => Rgb.FromHsv(Between(0, 1), Between(0.15f, 0.95f), Between(0.3f, 1));
}
