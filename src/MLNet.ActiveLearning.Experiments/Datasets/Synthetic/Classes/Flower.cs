namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Flowers: petals around a centre, or a cup on a stem.</summary>
internal static class Flower
{
    public static SceneClass Class { get; } = new("flower",
    [
        new("daisy", 0.45, Scenery.Meadow, Daisy) { Freedom = 1 },
        new("tulip", 0.25, Scenery.Meadow, Tulip) { Freedom = 0.8f },
        new("sunflower with stem", 0.12, Scenery.Sky, Sunflower) { Freedom = 0.8f },
        new("rose", 0.10, Scenery.Wall, Rose) { Freedom = 2 },
        new("bellflowers", 0.08, Scenery.Forest, Bells) { Freedom = 1 },
    ]);

    private static void Daisy(Brush brush)
    {
        Rgb petal = brush.Chance(0.5) ? Rgb.White : PetalColor(brush);
        Petals(brush, 0, 0, brush.Count(6, 11), 0.58f, 0.36f, petal);
        brush.Ellipse(0, 0, 0.28f, 0.28f, Heart(brush));
    }

    private static void Tulip(Brush brush)
    {
        Rgb petal = PetalColor(brush);
        Stem(brush, -0.2f);
        brush.Taper(0.02f, 0.95f, brush.Between(0.3f, 0.6f), 0.1f, 0.12f, 0.03f, Green(brush));
        brush.Polygon(petal.Lit(0.8f), -0.42f, -0.35f, -0.4f, -0.95f, 0, -0.5f, 0.4f, -0.95f, 0.42f, -0.35f);
        brush.Ellipse(0, -0.32f, 0.43f, 0.38f, petal);
        brush.Polygon(petal.Lit(1.15f), -0.2f, -0.25f, 0, -0.95f, 0.2f, -0.25f);
    }

    private static void Sunflower(Brush brush)
    {
        Stem(brush, -0.25f);
        brush.Ellipse(0.32f, 0.55f, 0.3f, 0.12f, Green(brush), -0.08f);
        Petals(brush, 0, -0.35f, 13, 0.48f, 0.2f, brush.Color(0.11f, 0.15f, 0.95f, 0.95f));
        Paint seeds = new(new Rgb(0.35f, 0.22f, 0.1f)) { Roughness = 0.4f, Grain = 12, Seed = brush.Seed() };
        brush.Ellipse(0, -0.35f, 0.36f, 0.36f, seeds);
    }

    private static void Rose(Brush brush)
    {
        Rgb petal = brush.Color(-0.08f, 0.03f, 0.8f, 0.8f);
        brush.Ellipse(-0.7f, 0.5f, 0.4f, 0.18f, Green(brush), 0.1f);
        for (int ring = 0; ring < 4; ring++)
        {
            float size = 0.85f - (ring * 0.2f);
            float offset = ring * 0.06f;
            brush.Ellipse(offset, -offset, size, size * 0.9f, petal.Lit(ring % 2 == 0 ? 0.7f : 1.1f), ring * 0.13f);
        }
    }

    private static void Bells(Brush brush)
    {
        Rgb petal = brush.Color(0.6f, 0.82f, 0.6f, 0.8f);
        brush.Line(0.3f, 1, 0, -0.9f, 0.045f, Green(brush));
        for (int i = 0; i < 4; i++)
        {
            float side = i % 2 == 0 ? 0.42f : -0.38f;
            float y = -0.75f + (i * 0.38f);
            brush.Line(0.08f * i, y, side, y + 0.05f, 0.03f, Green(brush));
            brush.Dome(side, y + 0.3f, 0.22f, 0.3f, petal);
        }
    }

    private static void Petals(Brush brush, float x, float y, int count, float distance, float length, Rgb color)
    {
        float start = brush.Between(0, 1);
        float width = Math.Min(0.26f, 1.9f / count);
        for (int i = 0; i < count; i++)
        {
            float turns = start + (i / (float)count);
            (float sin, float cos) = Angle.SinCos(turns);
            brush.Ellipse(x + (distance * cos), y + (distance * sin), length, width, color.Lit(i % 2 == 0 ? 1 : 0.88f), turns);
        }
    }

    private static void Stem(Brush brush, float top) => brush.Line(brush.Between(-0.15f, 0.15f), 1.1f, 0, top, 0.06f, Green(brush));

    private static Rgb PetalColor(Brush brush) => brush.Chance(0.6)
        ? brush.Color(-0.12f, 0.05f, 0.75f, 0.9f)
        : brush.Color(0.1f, 0.17f, 0.8f, 0.95f);

    private static Rgb Heart(Brush brush) => brush.Color(0.09f, 0.16f, 0.9f, 0.9f);

    private static Rgb Green(Brush brush) => brush.Color(0.25f, 0.38f, 0.7f, 0.5f);
}
