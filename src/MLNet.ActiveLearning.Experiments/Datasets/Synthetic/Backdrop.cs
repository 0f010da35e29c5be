namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Paints the scenery that fills an image.</summary>
internal static class Backdrop
{
    public static void Paint(Canvas canvas, Scenery place, Brush chance)
    {
        uint seed = chance.Seed();
        switch (place)
        {
            case Scenery.Sky:
                Clouded(canvas, SkyColor(chance), seed, amount: chance.Between(0, 0.5f));
                break;
            case Scenery.Meadow:
                Rgb grass = chance.Color(0.18f, 0.36f, 0.55f, 0.6f);
                Landscape(canvas, SkyColor(chance), grass, chance.Between(9, 24), seed, roughness: 0.35f);
                break;
            case Scenery.Sea:
                Rgb water = chance.Color(0.48f, 0.64f, 0.55f, 0.55f);
                Landscape(canvas, SkyColor(chance), water, chance.Between(10, 24), seed, roughness: 0.25f);
                break;
            case Scenery.Street:
                Rgb above = chance.Chance(0.5) ? SkyColor(chance) : WallColor(chance);
                Rgb asphalt = chance.Color(0.05f, 0.65f, 0.1f, 0.45f);
                Landscape(canvas, above, asphalt, chance.Between(15, 26), seed, roughness: 0.15f);
                break;
            case Scenery.Forest:
                Rgb shade = chance.Color(0.16f, 0.4f, 0.5f, 0.3f);
                Rgb leaves = chance.Color(0.06f, 0.3f, 0.5f, 0.6f);
                Mottled(canvas, shade, leaves, seed, chance.Between(0.12f, 0.3f));
                break;
            case Scenery.UnderWater:
                Rgb depth = chance.Color(0.45f, 0.65f, 0.7f, 0.35f);
                Rgb shallows = chance.Color(0.42f, 0.6f, 0.5f, 0.75f);
                Mottled(canvas, depth, shallows, seed, chance.Between(0.06f, 0.18f));
                break;
            default:
                Boards(canvas, WallColor(chance), WallColor(chance), chance);
                break;
        }
    }

    private static Rgb SkyColor(Brush chance) => chance.Chance(0.75)
        ? chance.Color(0.52f, 0.64f, 0.45f, 0.85f)
        : chance.Color(-0.06f, 0.12f, 0.4f, 0.85f);

    private static Rgb WallColor(Brush chance) =>
        Rgb.FromHsv(chance.Between(0, 1), chance.Between(0.05f, 0.45f), chance.Between(0.3f, 0.9f));

    private static void Clouded(Canvas canvas, Rgb sky, uint seed, float amount) => canvas.FillAll((x, y) =>
    {
        float cloud = Math.Clamp((LatticeNoise.Cloud(x * 0.11f, y * 0.2f, seed) - 0.5f + (amount * 0.4f)) * 3, 0, 1);
        return sky.Lit(0.85f + (0.3f * y / Canvas.Side)).Mix(Rgb.White, cloud * amount * 1.6f);
    });

    private static void Landscape(Canvas canvas, Rgb upper, Rgb ground, float horizon, uint seed, float roughness)
    {
        float[] edge = new float[Canvas.Side];
        for (int x = 0; x < edge.Length; x++)
        {
            edge[x] = horizon + (4 * (LatticeNoise.At(x * 0.15f, 0, seed) - 0.5f));
        }

        canvas.FillAll((x, y) =>
        {
            Rgb air = upper.Lit(0.85f + (0.3f * y / Canvas.Side));
            float share = Math.Clamp(y - edge[x], 0, 1);
            if (share == 0)
            {
                return air;
            }

            float texture = 1 + (roughness * 2 * (LatticeNoise.Cloud(x * 0.2f, y * 0.55f, seed + 7) - 0.5f));
            return air.Mix(ground.Lit(texture), share);
        });
    }

    private static void Mottled(Canvas canvas, Rgb dark, Rgb light, uint seed, float frequency) => canvas.FillAll((x, y) =>
    {
        float patch = Math.Clamp(((LatticeNoise.Cloud(x * frequency, y * frequency, seed) - 0.5f) * 2.2f) + 0.5f, 0, 1);
        return dark.Mix(light, patch);
    });

    private static void Boards(Canvas canvas, Rgb first, Rgb second, Brush chance)
    {
        float width = chance.Between(4, 12);
        float offset = chance.Between(0, width);
        float contrast = chance.Between(0, 0.6f);
        bool isUpright = chance.Chance(0.5);
        uint seed = chance.Seed();
        canvas.FillAll((x, y) =>
        {
            int board = (int)(((isUpright ? x : y) + offset) / width);
            float grain = 0.9f + (0.2f * LatticeNoise.At(x * 0.3f, y * 0.3f, seed));
            return first.Mix(second, (board & 1) * contrast).Lit(grain);
        });
    }
}
