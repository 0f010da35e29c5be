namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Boats: a hull that is wider above than below, and what stands on it.</summary>
internal static class Boat
{
    public static SceneClass Class { get; } = new("boat",
    [
        new("sailing boat", 0.55, Scenery.Sea, Sailing) { Freedom = 0.6f },
        new("steamer", 0.22, Scenery.Sea, Steamer) { Freedom = 0.7f },
        new("rowing boat", 0.14, Scenery.Sea, Rowing),
        new("container ship", 0.09, Scenery.Sea, Container),
    ]);

    private static void Sailing(Brush brush)
    {
        Rgb sail = brush.Chance(0.7) ? Rgb.White.Lit(brush.Between(0.8f, 1)) : brush.Color(-0.03f, 0.12f, 0.7f, 0.9f);
        float mast = brush.Between(-0.1f, 0.15f);
        brush.Line(mast, -1.05f, mast, 0.5f, 0.04f, brush.Color(0.06f, 0.1f, 0.5f, 0.4f));
        brush.Polygon(sail, mast + 0.08f, -1, mast + 0.08f, 0.28f, brush.Between(0.7f, 0.95f), 0.28f);
        if (brush.Chance(0.75))
        {
            brush.Polygon(sail.Lit(0.85f), mast - 0.08f, -0.75f, mast - 0.08f, 0.28f, brush.Between(-0.85f, -0.6f), 0.28f);
        }

        Hull(brush, -0.8f, 0.85f, 0.4f, 0.78f);
    }

    private static void Steamer(Brush brush)
    {
        Rgb cabin = Rgb.White.Lit(brush.Between(0.75f, 1));
        float funnel = brush.Between(-0.3f, 0.25f);
        brush.Block(funnel, -0.45f, 0.15f, 0.38f, brush.Color(-0.04f, 0.06f, 0.8f, 0.7f));
        brush.Block(funnel, -0.72f, 0.15f, 0.08f, Rgb.Black);
        brush.Block(-0.1f, 0.05f, 0.62f, 0.24f, cabin);
        for (float x = -0.55f; x < 0.4f; x += 0.28f)
        {
            brush.Ellipse(x, 0.03f, 0.08f, 0.08f, new Rgb(0.25f, 0.35f, 0.45f));
        }

        if (brush.Chance(0.5))
        {
            brush.Ellipse(funnel - 0.3f, -0.98f, 0.32f, 0.16f, new Paint(new Rgb(0.6f, 0.6f, 0.62f)) { Opacity = 0.7f });
        }

        Hull(brush, -1, 1.05f, 0.28f, 0.75f);
    }

    private static void Rowing(Brush brush)
    {
        Rgb coat = brush.AnyColor();
        brush.Taper(0, 0.3f, 0.05f, -0.15f, 0.2f, 0.15f, coat);
        brush.Ellipse(0.05f, -0.38f, 0.16f, 0.17f, new Rgb(0.85f, 0.65f, 0.5f));
        Hull(brush, -0.95f, 0.95f, 0.25f, 0.62f);
        float stroke = brush.Between(-0.5f, 0.3f);
        brush.Taper(0.05f, 0.1f, stroke - 0.3f, 0.9f, 0.035f, 0.09f, brush.Color(0.06f, 0.12f, 0.5f, 0.75f));
    }

    private static void Container(Brush brush)
    {
        for (int column = 0; column < 4; column++)
        {
            int height = brush.Count(1, 3);
            for (int level = 0; level < height; level++)
            {
                brush.Block(-0.42f + (column * 0.36f), 0.18f - (level * 0.26f), 0.17f, 0.12f, brush.AnyColor());
            }
        }

        brush.Block(-0.85f, -0.15f, 0.15f, 0.45f, Rgb.White.Lit(0.9f));
        brush.Block(-0.85f, -0.4f, 0.15f, 0.07f, new Rgb(0.2f, 0.3f, 0.4f));
        Hull(brush, -1.1f, 1.15f, 0.3f, 0.68f);
    }

    private static void Hull(Brush brush, float left, float right, float top, float bottom)
    {
        Rgb color = brush.Chance(0.6) ? brush.Color(-0.03f, 0.09f, 0.7f, 0.5f) : brush.Color(0.5f, 0.65f, 0.7f, 0.45f);
        brush.Polygon(color, left, top, right, top, right - 0.3f, bottom, left + 0.22f, bottom);
        brush.Line(left + 0.05f, top + 0.05f, right - 0.05f, top + 0.05f, 0.045f, color.Mix(Rgb.White, 0.6f));
    }
}
