namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Butterflies: two pairs of wings along a thin body.</summary>
internal static class Butterfly
{
    public static SceneClass Class { get; } = new("butterfly",
    [
        new("wings open", 0.55, Scenery.Meadow, Open) { Freedom = 1 },
        new("wings closed", 0.22, Scenery.Meadow, Closed) { Freedom = 1.2f },
        new("wings half open, from the side", 0.13, Scenery.Sky, HalfOpen) { Freedom = 1.6f },
        new("moth on a wall", 0.10, Scenery.Wall, Moth) { Freedom = 3 },
    ]);

    private static void Open(Brush brush)
    {
        Paint wing = Wing(brush);
        Rgb spot = brush.AnyColor();
        float spread = brush.Between(0.85f, 1.1f);
        foreach (float side in (ReadOnlySpan<float>)[-1, 1])
        {
            brush.Ellipse(side * 0.45f * spread, 0.42f, 0.38f * spread, 0.34f, wing with { Color = wing.Color.Lit(0.8f) }, side * 0.1f);
            brush.Ellipse(side * 0.55f * spread, -0.3f, 0.58f * spread, 0.4f, wing, side * -0.09f);
            brush.Ellipse(side * 0.68f * spread, -0.36f, 0.17f, 0.15f, spot);
            brush.Ellipse(side * 0.48f * spread, 0.46f, 0.12f, 0.12f, spot);
        }

        Body(brush, 0, -0.5f, 0, 0.6f);
        Feelers(brush, 0, -0.5f, 0.28f);
    }

    private static void Closed(Brush brush)
    {
        Paint wing = Wing(brush);
        Paint hindWing = wing with { Color = wing.Color.Lit(0.75f) };
        brush.Polygon(hindWing, 0, 0.4f, -0.95f, brush.Between(-0.2f, 0.15f), -0.8f, 0.55f, -0.3f, 0.65f);
        brush.Polygon(wing, 0.1f, 0.4f, brush.Between(-0.6f, -0.2f), -0.95f, 0.35f, -0.85f, 0.5f, -0.2f);
        brush.Ellipse(0, -0.4f, 0.16f, 0.16f, brush.AnyColor());
        Body(brush, -0.35f, 0.6f, 0.5f, 0.35f);
        Feelers(brush, 0.5f, 0.35f, 0.35f);
    }

    private static void HalfOpen(Brush brush)
    {
        Paint wing = Wing(brush);
        brush.Polygon(wing with { Color = wing.Color.Lit(0.65f) }, 0, 0.15f, 0.25f, -0.9f, 0.85f, -0.75f, 0.4f, 0.1f);
        brush.Ellipse(-0.4f, 0.3f, 0.4f, 0.28f, wing with { Color = wing.Color.Lit(0.85f) }, 0.1f);
        brush.Polygon(wing, 0.1f, 0.2f, -0.9f, -0.75f, -0.55f, -0.95f, 0.15f, -0.2f);
        Body(brush, -0.5f, 0.5f, 0.45f, 0.05f);
        Feelers(brush, 0.45f, 0.05f, 0.3f);
    }

    private static void Moth(Brush brush)
    {
        Paint wing = new(brush.Color(0.05f, 0.13f, 0.3f, 0.6f)) { Roughness = 0.4f, Grain = 8, Seed = brush.Seed() };
        brush.Polygon(wing, 0, -0.5f, 0.95f, 0.3f, 0.55f, 0.65f, 0, 0.3f, -0.55f, 0.65f, -0.95f, 0.3f);
        brush.Line(-0.6f, 0.15f, 0.6f, 0.15f, 0.05f, wing.Color.Lit(0.6f));
        Body(brush, 0, -0.45f, 0, 0.45f);
        Feelers(brush, 0, -0.5f, 0.22f);
    }

    private static Rgb WingColor(Brush brush) => brush.Chance(0.6)
        ? brush.Color(0.02f, 0.15f, 0.85f, 0.9f)
        : brush.Color(0.55f, 0.9f, 0.6f, 0.85f);

    private static Paint Wing(Brush brush) => new(WingColor(brush))
    {
        Roughness = brush.Between(0, 0.3f),
        Grain = 7,
        Seed = brush.Seed(),
        Shading = 0.1f,
    };

    private static void Body(Brush brush, float x1, float y1, float x2, float y2) =>
        brush.Taper(x1, y1, x2, y2, 0.09f, 0.06f, Rgb.Black.Mix(new Rgb(0.4f, 0.3f, 0.2f), brush.Between(0, 0.6f)));

    private static void Feelers(Brush brush, float x, float y, float length)
    {
        brush.Line(x, y, x - (length * 0.7f), y - length, 0.03f, Rgb.Black);
        brush.Line(x, y, x + (length * 0.7f), y - length, 0.03f, Rgb.Black);
    }
}
