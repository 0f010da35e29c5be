namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Fish: a smooth body with a tail fin.</summary>
internal static class Fish
{
    public static SceneClass Class { get; } = new("fish",
    [
        new("from the side", 0.46, Scenery.UnderWater, Plain) { Freedom = 0.8f },
        new("shark", 0.20, Scenery.UnderWater, Shark) { Freedom = 1 },
        new("angelfish", 0.16, Scenery.UnderWater, Angelfish) { Freedom = 1 },
        new("eel", 0.10, Scenery.UnderWater, Eel) { Freedom = 2.5f },
        new("puffer", 0.08, Scenery.UnderWater, Puffer) { Freedom = 2 },
    ]);

    private static void Plain(Brush brush)
    {
        Rgb body = Scales(brush);
        Rgb fin = body.Lit(0.75f);
        float height = brush.Between(0.32f, 0.5f);
        brush.Polygon(fin, -0.5f, 0, -1.05f, -0.42f, -0.9f, 0, -1.05f, 0.42f);
        brush.Polygon(fin, -0.35f, -height * 0.7f, 0, -height - 0.25f, 0.3f, -height * 0.7f);
        brush.Ellipse(0.08f, 0, 0.75f, height, body);
        if (brush.Chance(0.4))
        {
            brush.Line(-0.05f, -height * 0.8f, -0.05f, height * 0.8f, 0.07f, body.Mix(Rgb.White, 0.6f));
            brush.Line(0.3f, -height * 0.7f, 0.3f, height * 0.7f, 0.07f, body.Mix(Rgb.White, 0.6f));
        }

        brush.Polygon(fin, 0.15f, 0.05f, -0.15f, 0.25f, -0.1f, 0);
        Eye(brush, 0.56f, -0.1f);
    }

    private static void Shark(Brush brush)
    {
        Rgb body = brush.Color(0.5f, 0.62f, 0.25f, 0.5f);
        brush.Polygon(body, -0.75f, 0, -1.15f, -0.5f, -0.95f, 0, -1.05f, 0.3f);
        brush.Polygon(body, -0.1f, -0.15f, -0.05f, -0.62f, 0.3f, -0.15f);
        brush.Polygon(body.Lit(0.8f), 0.05f, 0.1f, -0.15f, 0.5f, 0.35f, 0.12f);
        brush.Ellipse(0.1f, 0, 0.98f, 0.24f, body);
        brush.Ellipse(0.2f, 0.12f, 0.75f, 0.09f, body.Mix(Rgb.White, 0.6f));
        Eye(brush, 0.78f, -0.06f);
    }

    private static void Angelfish(Brush brush)
    {
        Rgb body = Scales(brush);
        Rgb stripe = brush.Chance(0.7) ? Rgb.Black : brush.AnyColor();
        brush.Polygon(body.Lit(0.8f), -0.3f, 0, -0.8f, -0.3f, -0.8f, 0.3f);
        brush.Polygon(body, 0.7f, 0, 0.1f, -0.45f, -0.45f, -1.05f, -0.35f, 0, -0.45f, 1.05f, 0.1f, 0.45f);
        brush.Line(0.2f, -0.35f, 0.2f, 0.35f, 0.06f, stripe);
        brush.Line(-0.15f, -0.55f, -0.15f, 0.55f, 0.06f, stripe);
        Eye(brush, 0.45f, -0.06f);
    }

    private static void Eel(Brush brush)
    {
        Rgb body = brush.Color(0.1f, 0.4f, 0.6f, 0.45f);
        float bend = brush.Between(0.25f, 0.55f) * (brush.Chance(0.5) ? 1 : -1);
        brush.Taper(-1.1f, bend * 0.3f, -0.6f, -bend, 0.05f, 0.13f, body);
        brush.Taper(-0.6f, -bend, 0, 0, 0.13f, 0.16f, body);
        brush.Taper(0, 0, 0.5f, bend, 0.16f, 0.17f, body);
        brush.Taper(0.5f, bend, 1, bend * 0.5f, 0.17f, 0.14f, body);
        Eye(brush, 0.98f, (bend * 0.5f) - 0.05f);
    }

    private static void Puffer(Brush brush)
    {
        Rgb body = brush.Color(0.08f, 0.17f, 0.7f, 0.8f);
        brush.Polygon(body.Lit(0.75f), -0.55f, 0, -0.98f, -0.25f, -0.98f, 0.25f);
        for (int i = 0; i < 14; i++)
        {
            (float sin, float cos) = Angle.SinCos(i / 14f);
            brush.Taper(0.5f * cos, 0.5f * sin, 0.82f * cos, 0.82f * sin, 0.08f, 0.02f, body.Lit(0.8f));
        }

        brush.Ellipse(0, 0, 0.66f, 0.62f, body);
        brush.Ellipse(0.05f, 0.25f, 0.5f, 0.32f, body.Mix(Rgb.White, 0.6f));
        Eye(brush, 0.42f, -0.2f);
    }

    private static Rgb Scales(Brush brush) => brush.Chance(0.65)
        ? brush.Color(0, 0.15f, 0.8f, 0.9f)
        : brush.Color(0.5f, 0.85f, 0.5f, 0.75f);

    private static void Eye(Brush brush, float x, float y)
    {
        brush.Ellipse(x, y, 0.12f, 0.12f, Rgb.White);
        brush.Ellipse(x + 0.02f, y, 0.065f, 0.065f, Rgb.Black);
    }
}
