namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Trees: a crown on a trunk.</summary>
internal static class Tree
{
    public static SceneClass Class { get; } = new("tree",
    [
        new("round crown", 0.44, Scenery.Meadow, Round) { Freedom = 0.7f },
        new("fir", 0.26, Scenery.Meadow, Fir) { Freedom = 0.7f },
        new("palm", 0.13, Scenery.Sea, Palm) { Freedom = 0.9f },
        new("bare", 0.10, Scenery.Sky, Bare) { Freedom = 0.9f },
        new("umbrella pine", 0.07, Scenery.Sky, Umbrella) { Freedom = 0.8f },
    ]);

    private static void Round(Brush brush)
    {
        Trunk(brush, 0.1f, 0.1f);
        Paint leaves = Leaves(brush, brush.Chance(0.8) ? brush.Color(0.22f, 0.38f, 0.65f, 0.5f) : brush.Color(0.02f, 0.12f, 0.8f, 0.75f));
        brush.Ellipse(-0.32f, -0.15f, 0.45f, 0.42f, leaves);
        brush.Ellipse(0.34f, -0.12f, 0.45f, 0.4f, leaves);
        brush.Ellipse(0, -0.45f, brush.Between(0.45f, 0.6f), 0.5f, leaves);
    }

    private static void Fir(Brush brush)
    {
        Trunk(brush, 0.09f, 0.5f);
        Paint needles = Leaves(brush, brush.Color(0.3f, 0.45f, 0.6f, 0.38f));
        float width = brush.Between(0.55f, 0.8f);
        for (int level = 0; level < 3; level++)
        {
            float bottom = 0.65f - (level * 0.45f);
            float half = width * (1 - (level * 0.24f));
            brush.Polygon(needles, -half, bottom, 0, bottom - 0.85f, half, bottom);
        }
    }

    private static void Palm(Brush brush)
    {
        float lean = brush.Between(-0.3f, 0.3f);
        brush.Taper(0, 1.05f, lean, -0.4f, 0.12f, 0.07f, brush.Color(0.06f, 0.11f, 0.45f, 0.5f));
        Rgb frond = brush.Color(0.24f, 0.38f, 0.7f, 0.5f);
        for (int i = 0; i < 7; i++)
        {
            (float sin, float cos) = Angle.SinCos(0.5f + (i / 12f));
            float endX = lean + (0.8f * cos);
            float endY = -0.4f + (0.55f * sin) + (0.35f * Math.Abs(cos));
            brush.Taper(lean, -0.42f, lean + (0.45f * cos), -0.5f + (0.4f * sin), 0.06f, 0.11f, frond);
            brush.Taper(lean + (0.45f * cos), -0.5f + (0.4f * sin), endX, endY, 0.11f, 0.02f, frond.Lit(0.85f));
        }
    }

    private static void Bare(Brush brush)
    {
        Rgb bark = brush.Color(0.05f, 0.1f, 0.35f, 0.3f);
        brush.Taper(0, 1.05f, 0, -0.1f, 0.13f, 0.09f, bark);
        for (int i = 0; i < 5; i++)
        {
            float turns = 0.58f + (i * 0.085f) + brush.Between(-0.02f, 0.02f);
            (float sin, float cos) = Angle.SinCos(turns);
            float y = 0.1f - (0.06f * i);
            brush.Taper(0, y, 0.5f * cos, y + (0.5f * sin), 0.08f, 0.05f, bark);
            brush.Taper(0.5f * cos, y + (0.5f * sin), 0.95f * cos, y + (0.85f * sin), 0.05f, 0.02f, bark);
            brush.Taper(0.5f * cos, y + (0.5f * sin), 0.5f * cos, y + (0.95f * sin), 0.04f, 0.02f, bark);
        }
    }

    private static void Umbrella(Brush brush)
    {
        Trunk(brush, 0.08f, -0.3f);
        Paint needles = Leaves(brush, brush.Color(0.25f, 0.4f, 0.55f, 0.42f));
        brush.Dome(0, -0.25f, brush.Between(0.85f, 1.05f), brush.Between(0.4f, 0.6f), needles, belowBase: 0.2f);
    }

    private static void Trunk(Brush brush, float halfWidth, float top) =>
        brush.Taper(0, 1, 0, top, halfWidth * 1.3f, halfWidth, brush.Color(0.05f, 0.1f, 0.55f, 0.38f));

    private static Paint Leaves(Brush brush, Rgb color) =>
        new(color) { Roughness = 0.4f, Grain = 9, Seed = brush.Seed(), Shading = 0.3f };
}
