namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Birds: a round body with a beak, or wings.</summary>
internal static class Bird
{
    public static SceneClass Class { get; } = new("bird",
    [
        new("perched, from the side", 0.42, Scenery.Forest, Perched) { Freedom = 0.7f },
        new("flying, from the side", 0.24, Scenery.Sky, Flying) { Freedom = 1.2f },
        new("swimming", 0.16, Scenery.Sea, Swimming) { Freedom = 0.8f },
        new("owl, from the front", 0.10, Scenery.Forest, Owl),
        new("far away, from below", 0.08, Scenery.Sky, Silhouette) { Freedom = 1.5f },
    ]);

    private static void Perched(Brush brush)
    {
        Rgb body = Plumage(brush);
        Rgb wing = body.Lit(0.7f);
        brush.Line(-1.2f, 0.72f, 1.2f, 0.72f + brush.Between(-0.15f, 0.15f), 0.07f, brush.Color(0.05f, 0.1f, 0.6f, 0.35f));
        brush.Line(-0.1f, 0.4f, -0.12f, 0.75f, 0.04f, Rgb.Black);
        brush.Line(0.1f, 0.4f, 0.12f, 0.75f, 0.04f, Rgb.Black);
        brush.Polygon(wing, -0.35f, 0.05f, -1.05f, brush.Between(0.25f, 0.5f), -0.95f, 0.6f, -0.3f, 0.4f);
        brush.Ellipse(0, 0.1f, 0.55f, brush.Between(0.36f, 0.46f), body, -0.06f);
        brush.Ellipse(0.42f, -0.32f, 0.29f, 0.28f, body);
        brush.Ellipse(-0.12f, 0.12f, 0.36f, 0.2f, wing, 0.05f);
        Beak(brush, 0.66f, -0.32f, brush.Between(0.2f, 0.36f));
        Eye(brush, 0.5f, -0.38f);
    }

    private static void Flying(Brush brush)
    {
        Rgb body = Plumage(brush);
        float lift = brush.Between(-0.95f, -0.3f);
        brush.Polygon(body.Lit(0.75f), -0.1f, -0.02f, -0.7f, lift, -0.35f, lift - 0.1f, 0.25f, -0.05f);
        brush.Polygon(body.Lit(0.8f), -0.5f, 0, -1.05f, -0.12f, -1, 0.22f, -0.5f, 0.15f);
        brush.Ellipse(0, 0.05f, 0.62f, 0.2f, body);
        brush.Ellipse(0.6f, -0.03f, 0.2f, 0.18f, body);
        brush.Polygon(body.Lit(0.9f), -0.05f, 0, 0.05f, -lift * 0.9f, 0.3f, -lift * 0.8f, 0.3f, 0);
        Beak(brush, 0.76f, 0, 0.24f);
        Eye(brush, 0.65f, -0.06f);
    }

    private static void Swimming(Brush brush)
    {
        Rgb body = Plumage(brush);
        float neck = brush.Between(0.15f, 0.7f);
        brush.Polygon(body, -0.55f, 0.2f, -1, -0.05f, -0.75f, 0.45f);
        brush.Dome(-0.05f, 0.42f, 0.78f, brush.Between(0.4f, 0.55f), body, belowBase: 0.25f);
        brush.Ellipse(-0.15f, 0.22f, 0.42f, 0.17f, body.Lit(0.75f), 0.03f);
        brush.Taper(0.5f, 0.2f, 0.55f, -neck, 0.16f, 0.12f, body);
        brush.Ellipse(0.6f, -neck - 0.05f, 0.22f, 0.19f, body.Lit(brush.Between(0.5f, 1)));
        Beak(brush, 0.78f, -neck, 0.28f);
        Eye(brush, 0.64f, -neck - 0.1f);
    }

    private static void Owl(Brush brush)
    {
        Paint feathers = new(brush.Color(0.05f, 0.12f, 0.5f, 0.5f)) { Roughness = 0.35f, Grain = 9, Seed = brush.Seed() };
        brush.Polygon(feathers, -0.5f, -0.5f, -0.45f, -1, -0.1f, -0.65f);
        brush.Polygon(feathers, 0.5f, -0.5f, 0.45f, -1, 0.1f, -0.65f);
        brush.Ellipse(0, 0.15f, 0.58f, 0.8f, feathers);
        brush.Ellipse(0, 0.4f, 0.36f, 0.45f, feathers.Color.Mix(Rgb.White, 0.4f));
        Rgb iris = brush.Color(0.08f, 0.16f, 0.9f, 0.95f);
        foreach (float side in (ReadOnlySpan<float>)[-0.24f, 0.24f])
        {
            brush.Ellipse(side, -0.36f, 0.23f, 0.23f, iris);
            brush.Ellipse(side, -0.36f, 0.11f, 0.11f, Rgb.Black);
        }

        brush.Polygon(brush.Color(0.08f, 0.13f, 0.8f, 0.8f), -0.09f, -0.2f, 0.09f, -0.2f, 0, 0.05f);
    }

    private static void Silhouette(Brush brush)
    {
        Rgb dark = brush.Color(0, 1, 0.2f, brush.Between(0.1f, 0.5f));
        float lift = brush.Between(0.1f, 0.5f);
        float size = brush.Between(0.7f, 1);
        brush.Taper(0, 0, -0.5f * size, -lift * size, 0.13f, 0.1f, dark);
        brush.Taper(-0.5f * size, -lift * size, -1.1f * size, -lift * size * 0.5f, 0.1f, 0.03f, dark);
        brush.Taper(0, 0, 0.5f * size, -lift * size, 0.13f, 0.1f, dark);
        brush.Taper(0.5f * size, -lift * size, 1.1f * size, -lift * size * 0.5f, 0.1f, 0.03f, dark);
        brush.Ellipse(0, 0.05f, 0.13f, 0.25f * size, dark);
    }

    private static Rgb Plumage(Brush brush) => brush.Chance(0.6)
        ? brush.Color(0.02f, 0.12f, 0.5f, 0.6f)
        : brush.Color(0.5f, 1.02f, 0.65f, 0.7f);

    private static void Beak(Brush brush, float x, float y, float length) =>
        brush.Polygon(brush.Color(0.06f, 0.14f, 0.9f, 0.9f), x - 0.04f, y - 0.12f, x + length, y + 0.03f, x - 0.04f, y + 0.12f);

    private static void Eye(Brush brush, float x, float y) => brush.Ellipse(x, y, 0.065f, 0.065f, Rgb.Black);
}
