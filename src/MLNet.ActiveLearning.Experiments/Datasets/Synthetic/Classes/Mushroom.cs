namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Mushrooms: a cap on a pale stem.</summary>
internal static class Mushroom
{
    public static SceneClass Class { get; } = new("mushroom",
    [
        new("toadstool", 0.48, Scenery.Forest, Toadstool) { Freedom = 0.7f },
        new("boletus", 0.24, Scenery.Forest, Boletus) { Freedom = 0.9f },
        new("cluster", 0.16, Scenery.Forest, Cluster) { Freedom = 1 },
        new("funnel", 0.12, Scenery.Meadow, Funnel) { Freedom = 1.2f },
    ]);

    private static void Toadstool(Brush brush)
    {
        Stem(brush, 0, 0.95f, -0.1f, brush.Between(0.16f, 0.22f));
        float height = brush.Between(0.6f, 0.85f);
        brush.Dome(0, 0, 0.88f, height, brush.Color(-0.03f, 0.04f, 0.9f, 0.8f), belowBase: 0.12f);
        int dots = brush.Count(4, 7);
        for (int i = 0; i < dots; i++)
        {
            float x = -0.6f + (1.2f * (i + 0.5f) / dots);
            brush.Ellipse(x, brush.Between(-0.6f, -0.2f) * height, 0.11f, 0.1f, Rgb.White);
        }
    }

    private static void Boletus(Brush brush)
    {
        Stem(brush, 0, 0.9f, -0.05f, brush.Between(0.28f, 0.36f));
        float width = brush.Between(0.7f, 0.9f);
        float height = brush.Between(0.5f, 0.65f);
        brush.Dome(0, -0.05f, width, height, brush.Color(0.04f, 0.09f, 0.65f, 0.5f), belowBase: 0.3f);
    }

    private static void Cluster(Brush brush)
    {
        Rgb cap = brush.Color(0.05f, 0.13f, 0.5f, 0.75f);
        for (int i = 0; i < 3; i++)
        {
            float x = -0.55f + (0.55f * i) + brush.Between(-0.08f, 0.08f);
            float top = brush.Between(-0.6f, 0);
            Stem(brush, x * 0.6f, 0.95f, top, 0.08f, x);
            brush.Dome(x, top, 0.33f, brush.Between(0.28f, 0.42f), cap.Lit(0.85f + (0.12f * i)), belowBase: 0.1f);
        }
    }

    private static void Funnel(Brush brush)
    {
        Rgb body = brush.Color(0.08f, 0.14f, 0.75f, 0.85f);
        float rim = brush.Between(-0.6f, -0.4f);
        brush.Polygon(body, -0.16f, 0.95f, -0.2f, 0.3f, -0.8f, rim, 0.8f, rim, 0.2f, 0.3f, 0.16f, 0.95f);
        brush.Ellipse(0, rim, 0.82f, 0.2f, body.Lit(0.75f));
        brush.Line(-0.1f, 0.3f, -0.45f, rim + 0.25f, 0.03f, body.Lit(0.7f));
        brush.Line(0.1f, 0.3f, 0.45f, rim + 0.25f, 0.03f, body.Lit(0.7f));
    }

    private static void Stem(Brush brush, float foot, float bottom, float top, float halfWidth, float? head = null)
    {
        Rgb pale = new Rgb(0.92f, 0.88f, 0.78f).Lit(brush.Between(0.75f, 1.05f));
        brush.Taper(foot, bottom - halfWidth, head ?? foot, top, halfWidth * 1.15f, halfWidth, pale);
    }
}
