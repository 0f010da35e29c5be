namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Houses: walls with windows under a roof.</summary>
internal static class House
{
    public static SceneClass Class { get; } = new("house",
    [
        new("gable", 0.56, Scenery.Meadow, Gable) { Freedom = 0.5f },
        new("long roof", 0.22, Scenery.Meadow, LongRoof) { Freedom = 0.7f },
        new("tower", 0.13, Scenery.Sky, Tower) { Freedom = 0.8f },
        new("round hut", 0.09, Scenery.Meadow, Hut),
    ]);

    private static void Gable(Brush brush)
    {
        Rgb wall = Wall(brush);
        float eaves = brush.Between(-0.2f, 0);
        brush.Block(0, 0.4f, 0.68f, 0.45f, wall);
        if (brush.Chance(0.5))
        {
            brush.Block(0.42f, -0.6f, 0.09f, 0.25f, new Rgb(0.5f, 0.3f, 0.25f));
        }

        brush.Polygon(Roof(brush), -0.9f, eaves + 0.05f, 0, -0.95f, 0.9f, eaves + 0.05f);
        Door(brush, brush.Between(-0.15f, 0.15f), 0.55f, 0.3f);
        Window(brush, -0.42f, 0.3f);
        Window(brush, 0.42f, 0.3f);
    }

    private static void LongRoof(Brush brush)
    {
        brush.Block(0, 0.35f, 0.95f, 0.36f, Wall(brush));
        float ridge = brush.Between(-0.65f, -0.4f);
        brush.Polygon(Roof(brush), -1.1f, 0.05f, -0.75f, ridge, 0.75f, ridge, 1.1f, 0.05f);
        Door(brush, brush.Between(-0.3f, 0.3f), 0.45f, 0.25f);
        Window(brush, -0.65f, 0.32f);
        Window(brush, 0.65f, 0.32f);
    }

    private static void Tower(Brush brush)
    {
        Rgb wall = new Rgb(0.6f, 0.58f, 0.55f).Lit(brush.Between(0.6f, 1.3f));
        Paint stone = new(wall) { Roughness = 0.25f, Grain = 9, Seed = brush.Seed() };
        float half = brush.Between(0.3f, 0.42f);
        brush.Block(0, 0.25f, half, 0.8f, stone);
        if (brush.Chance(0.5))
        {
            brush.Polygon(Roof(brush), -half - 0.15f, -0.5f, 0, -1.15f, half + 0.15f, -0.5f);
        }
        else
        {
            for (int i = -1; i <= 1; i++)
            {
                brush.Block(i * half * 0.8f, -0.65f, 0.1f, 0.15f, stone);
            }
        }

        Window(brush, 0, -0.2f);
        Window(brush, 0, 0.3f);
        Door(brush, 0, 0.85f, 0.2f);
    }

    private static void Hut(Brush brush)
    {
        Rgb thatch = brush.Color(0.08f, 0.14f, 0.5f, 0.65f);
        brush.Block(0, 0.45f, 0.62f, 0.35f, Wall(brush));
        brush.Dome(0, 0.2f, 0.92f, brush.Between(0.75f, 1), new Paint(thatch) { Roughness = 0.3f, Grain = 12, Seed = brush.Seed() });
        Door(brush, 0, 0.52f, 0.28f);
    }

    private static Rgb Wall(Brush brush) => brush.Chance(0.5)
        ? new Rgb(0.9f, 0.87f, 0.8f).Lit(brush.Between(0.8f, 1.1f))
        : brush.Color(0, 0.17f, 0.45f, 0.75f);

    private static Paint Roof(Brush brush) =>
        new(brush.Color(-0.02f, 0.06f, 0.7f, 0.6f)) { Roughness = 0.15f, Grain = 10, Seed = brush.Seed() };

    private static void Window(Brush brush, float x, float y)
    {
        bool isLit = brush.Chance(0.3);
        brush.Block(x, y, 0.14f, 0.14f, isLit ? new Rgb(1, 0.9f, 0.5f) : new Rgb(0.3f, 0.4f, 0.5f));
    }

    private static void Door(Brush brush, float x, float y, float half) =>
        brush.Block(x, y, 0.13f, half, brush.Color(0.04f, 0.1f, 0.6f, 0.35f));
}
