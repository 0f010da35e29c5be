namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Trucks: a cab and, behind it, a load.</summary>
internal static class Truck
{
    public static SceneClass Class { get; } = new("truck",
    [
        new("box truck", 0.48, Scenery.Street, Box) { Freedom = 0.5f },
        new("pickup", 0.20, Scenery.Street, Pickup) { Freedom = 0.8f },
        new("tipper", 0.13, Scenery.Street, Tipper),
        new("from the front", 0.11, Scenery.Street, Front),
        new("tanker", 0.08, Scenery.Street, Tanker),
    ]);

    private static void Box(Brush brush)
    {
        Rgb box = brush.Chance(0.5) ? Rgb.White.Lit(brush.Between(0.7f, 1)) : Car.Lacquer(brush);
        brush.Block(-0.3f, -0.18f, 0.78f, brush.Between(0.45f, 0.55f), box);
        if (brush.Chance(0.4))
        {
            brush.Block(-0.3f, -0.15f, 0.5f, 0.1f, brush.AnyColor());
        }

        Cab(brush, Car.Lacquer(brush));
        Chassis(brush);
    }

    private static void Pickup(Brush brush)
    {
        Rgb body = Car.Lacquer(brush);
        brush.Polygon(body, 0, 0, 0.05f, -0.42f, 0.45f, -0.42f, 0.62f, 0);
        Car.Window(brush, 0.12f, -0.02f, 0.14f, -0.33f, 0.4f, -0.33f, 0.5f, -0.02f);
        brush.Block(0, 0.2f, 1.02f, 0.22f, body, rounding: 0.06f);
        brush.Block(-0.5f, -0.04f, 0.52f, 0.06f, body.Lit(0.7f));
        if (brush.Chance(0.4))
        {
            brush.Dome(-0.5f, -0.05f, 0.4f, 0.3f, brush.AnyColor());
        }

        Car.Lights(brush, 0.96f, 0.14f);
        Car.Wheels(brush, -0.58f, 0.6f, 0.42f, 0.22f);
    }

    private static void Tipper(Brush brush)
    {
        Rgb load = brush.Color(0.05f, 0.12f, 0.5f, 0.5f);
        float tilt = brush.Between(0, 0.3f);
        brush.Dome(-0.35f, -0.2f, 0.55f, 0.35f, new Paint(load) { Roughness = 0.4f, Grain = 10, Seed = brush.Seed() });
        brush.Polygon(Car.Lacquer(brush), -1.1f, -0.3f + tilt, 0.3f, -0.3f - tilt, 0.15f, 0.25f, -0.85f, 0.25f);
        Cab(brush, brush.Color(0.08f, 0.15f, 0.9f, 0.9f));
        Chassis(brush);
    }

    private static void Front(Brush brush)
    {
        Rgb body = Car.Lacquer(brush);
        brush.Block(-0.5f, 0.75f, 0.16f, 0.2f, Rgb.Black);
        brush.Block(0.5f, 0.75f, 0.16f, 0.2f, Rgb.Black);
        brush.Block(0, -0.1f, 0.75f, 0.85f, Rgb.White.Lit(brush.Between(0.6f, 0.95f)));
        brush.Block(0, 0.1f, 0.66f, 0.62f, body, rounding: 0.08f);
        Car.Window(brush, -0.55f, 0.1f, -0.52f, -0.38f, 0.52f, -0.38f, 0.55f, 0.1f);
        brush.Block(0, 0.4f, 0.36f, 0.13f, Rgb.Black.Mix(body, 0.2f));
        Car.Lights(brush, -0.5f, 0.56f);
        Car.Lights(brush, 0.5f, 0.56f);
    }

    private static void Tanker(Brush brush)
    {
        Rgb tank = brush.Chance(0.6) ? new Rgb(0.75f, 0.77f, 0.8f) : Car.Lacquer(brush);
        brush.Block(-0.32f, -0.1f, 0.8f, 0.36f, new Paint(tank) { Shading = 0.7f }, rounding: 0.35f);
        brush.Line(-0.9f, -0.1f, 0.3f, -0.1f, 0.05f, tank.Lit(0.7f));
        Cab(brush, Car.Lacquer(brush));
        Chassis(brush);
    }

    private static void Cab(Brush brush, Rgb color)
    {
        brush.Polygon(color, 0.52f, -0.38f, 0.86f, -0.38f, 1.05f, 0, 1.05f, 0.38f, 0.52f, 0.38f);
        Car.Window(brush, 0.64f, -0.02f, 0.64f, -0.28f, 0.82f, -0.28f, 0.95f, -0.02f);
        Car.Lights(brush, 1, 0.22f);
    }

    private static void Chassis(Brush brush)
    {
        brush.Block(-0.05f, 0.36f, 1.05f, 0.08f, new Rgb(0.2f, 0.2f, 0.22f));
        Car.Wheels(brush, -0.65f, 0.72f, 0.5f, 0.21f);
        if (brush.Chance(0.6))
        {
            Car.Wheels(brush, -0.2f, 0.72f, 0.5f, 0.21f);
        }
    }
}
