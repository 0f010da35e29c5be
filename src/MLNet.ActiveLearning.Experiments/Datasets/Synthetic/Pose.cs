namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Where and how an object lies in the image: from its coordinates (x right, y down, about -1 to 1) to pixels and back.</summary>
internal readonly struct Pose
{
    private readonly float xx, xy, yx, yy;
    private readonly float inverseXx, inverseXy, inverseYx, inverseYy;

    /// <param name="centerX">Pixel column of the object's origin.</param>
    /// <param name="centerY">Pixel row of the object's origin.</param>
    /// <param name="scale">Pixels in one unit.</param>
    /// <param name="turns">Rotation, clockwise.</param>
    /// <param name="stretch">Width relative to height.</param>
    /// <param name="mirrored">Whether left and right change places.</param>
    public Pose(float centerX, float centerY, float scale, float turns = 0, float stretch = 1, bool mirrored = false)
    {
        (float sin, float cos) = Angle.SinCos(turns);
        float wide = scale * stretch * (mirrored ? -1 : 1);
        CenterX = centerX;
        CenterY = centerY;
        Scale = scale * MathF.Sqrt(stretch);
        (xx, xy, yx, yy) = (wide * cos, -scale * sin, wide * sin, scale * cos);
        float determinant = (xx * yy) - (xy * yx);
        (inverseXx, inverseXy, inverseYx, inverseYy) = (yy / determinant, -xy / determinant, -yx / determinant, xx / determinant);
    }

    public float CenterX { get; }

    public float CenterY { get; }

    /// <summary>Pixels in one unit, on average.</summary>
    public float Scale { get; }

    /// <summary>Object coordinates are pixel coordinates: for backgrounds.</summary>
    public static Pose Pixels => new(0, 0, 1);

    public (float X, float Y) ToPixels(float x, float y) => (CenterX + (xx * x) + (xy * y), CenterY + (yx * x) + (yy * y));

    public (float X, float Y) FromPixels(float x, float y)
    {
        float dx = x - CenterX;
        float dy = y - CenterY;
        return ((inverseXx * dx) + (inverseXy * dy), (inverseYx * dx) + (inverseYy * dy));
    }
}
