namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Cars: a low body with a cabin in the middle.</summary>
internal static class Car
{
    public static SceneClass Class { get; } = new("car",
    [
        new("saloon, from the side", 0.55, Scenery.Street, Saloon) { Freedom = 0.5f },
        new("small car, from the side", 0.20, Scenery.Street, Small) { Freedom = 0.8f },
        new("from the front", 0.15, Scenery.Street, Front),
        new("from above", 0.10, Scenery.Street, Above) { Freedom = 3 },
    ]);

    private static void Saloon(Brush brush)
    {
        Rgb body = Lacquer(brush);
        float roof = brush.Between(-0.42f, -0.28f);
        brush.Polygon(body, -0.62f, 0.02f, -0.38f, roof, 0.3f, roof, 0.58f, 0.02f);
        Window(brush, -0.48f, 0, -0.31f, roof + 0.08f, -0.04f, roof + 0.08f, -0.04f, 0);
        Window(brush, 0.04f, 0, 0.04f, roof + 0.08f, 0.25f, roof + 0.08f, 0.43f, 0);
        brush.Block(0, 0.2f, 1.02f, 0.22f, body, rounding: 0.12f);
        Lights(brush, 0.96f, 0.14f);
        Wheels(brush, -0.58f, 0.6f, 0.42f, 0.22f);
    }

    private static void Small(Brush brush)
    {
        Rgb body = Lacquer(brush);
        brush.Dome(-0.08f, 0.25f, 0.7f, brush.Between(0.75f, 0.9f), body);
        Window(brush, -0.5f, -0.05f, -0.36f, -0.38f, -0.1f, -0.48f, -0.1f, -0.05f);
        Window(brush, 0, -0.05f, 0, -0.48f, 0.22f, -0.38f, 0.4f, -0.05f);
        brush.Block(0.02f, 0.22f, 0.85f, 0.24f, body, rounding: 0.15f);
        Lights(brush, 0.8f, 0.15f);
        Wheels(brush, -0.48f, 0.5f, 0.46f, 0.23f);
    }

    private static void Front(Brush brush)
    {
        Rgb body = Lacquer(brush);
        brush.Block(-0.55f, 0.55f, 0.16f, 0.2f, Rgb.Black);
        brush.Block(0.55f, 0.55f, 0.16f, 0.2f, Rgb.Black);
        brush.Polygon(body, -0.72f, 0, -0.5f, -0.55f, 0.5f, -0.55f, 0.72f, 0);
        Window(brush, -0.55f, -0.05f, -0.4f, -0.45f, 0.4f, -0.45f, 0.55f, -0.05f);
        brush.Block(0, 0.25f, 0.82f, 0.3f, body, rounding: 0.12f);
        brush.Block(0, 0.3f, 0.35f, 0.1f, Rgb.Black.Mix(body, 0.2f));
        Lights(brush, -0.6f, 0.22f);
        Lights(brush, 0.6f, 0.22f);
    }

    private static void Above(Brush brush)
    {
        Rgb body = Lacquer(brush);
        Paint flat = new(body) { Shading = 0 };
        brush.Block(0, 0, 1, 0.45f, flat, rounding: 0.2f);
        Window(brush, 0.28f, -0.36f, 0.5f, -0.3f, 0.5f, 0.3f, 0.28f, 0.36f);
        Window(brush, -0.62f, -0.3f, -0.48f, -0.36f, -0.48f, 0.36f, -0.62f, 0.3f);
        brush.Block(-0.1f, 0, 0.34f, 0.36f, flat with { Color = body.Lit(1.15f) }, rounding: 0.08f);
        Lights(brush, 0.92f, -0.28f);
        Lights(brush, 0.92f, 0.28f);
    }

    /// <summary>Shared with trucks, as in life.</summary>
    public static Rgb Lacquer(Brush brush) => brush.Chance(0.35)
        ? new Rgb(0.8f, 0.8f, 0.82f).Lit(brush.Between(0.3f, 1.2f))
        : brush.Color(-0.1f, 0.65f, 0.8f, 0.75f);

    public static void Window(Brush brush, params float[] corners) =>
        brush.Polygon(new Rgb(0.35f, 0.45f, 0.55f).Lit(brush.Between(0.5f, 1.3f)), corners);

    public static void Wheels(Brush brush, float first, float second, float y, float radius)
    {
        foreach (float x in (ReadOnlySpan<float>)[first, second])
        {
            brush.Ellipse(x, y, radius, radius, Rgb.Black);
            brush.Ellipse(x, y, radius * 0.45f, radius * 0.45f, new Rgb(0.6f, 0.6f, 0.62f));
        }
    }

    public static void Lights(Brush brush, float x, float y) => brush.Ellipse(x, y, 0.1f, 0.09f, new Rgb(1, 0.95f, 0.7f));
}
