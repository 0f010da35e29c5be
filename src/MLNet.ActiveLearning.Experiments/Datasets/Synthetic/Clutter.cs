using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Things that have nothing to do with the object.</summary>
internal static class Clutter
{
    /// <summary>Stones, sticks, boards and half-hidden parts of other objects.</summary>
    public static void PaintBehind(Canvas canvas, Brush chance, SeededRandom random, SceneSettings settings)
    {
        int count = chance.Count(0, settings.MaxClutter);
        for (int i = 0; i < count; i++)
        {
            float x = chance.Between(-2, Canvas.Side + 2);
            float y = chance.Between(-2, Canvas.Side + 2);
            if (i == 0 && chance.Chance(0.3))
            {
                PaintFarObject(canvas, chance, random, settings, x, y);
            }
            else
            {
                PaintThing(chance, x, y, size: chance.Between(1, 4.5f), opacity: chance.Between(0.4f, 0.9f));
            }
        }
    }

    /// <summary>A bar or a blob over part of the object.</summary>
    public static void PaintInFront(Brush chance, Pose pose)
    {
        (float sin, float cos) = Angle.SinCos(chance.Between(0, 1));
        float distance = pose.Scale * chance.Between(0.35f, 0.9f);
        float x = pose.CenterX + (distance * cos);
        float y = pose.CenterY + (distance * sin);
        if (chance.Chance(0.5))
        {
            PaintThing(chance, x, y, size: chance.Between(3, 6), opacity: 1);
        }
        else
        {
            float lean = chance.Between(-5, 5);
            Paint bar = new(chance.AnyColor().Mix(Rgb.Black, 0.3f)) { Roughness = 0.2f, Shading = 0 };
            chance.Line(x - lean, -2, x + lean, Canvas.Side + 2, chance.Between(0.6f, 2), bar);
        }
    }

    private static void PaintThing(Brush chance, float x, float y, float size, float opacity)
    {
        Paint paint = new(chance.AnyColor()) { Opacity = opacity, Shading = 0, Roughness = 0.2f, Seed = chance.Seed() };
        float turns = chance.Between(0, 1);
        switch (chance.Count(0, 3))
        {
            case 0:
                chance.Ellipse(x, y, size, size * chance.Between(0.4f, 1), paint, turns);
                break;
            case 1:
                chance.Block(x, y, size, size * chance.Between(0.3f, 1), paint, turns);
                break;
            case 2:
                (float sin, float cos) = Angle.SinCos(turns);
                float dx = 2 * size * cos;
                float dy = 2 * size * sin;
                chance.Line(x - dx, y - dy, x + dx, y + dy, chance.Between(0.3f, 0.9f), paint);
                break;
            default:
                float right = y + (size * chance.Between(0.3f, 1));
                float left = y + (size * chance.Between(0.3f, 1));
                chance.Polygon(paint, x, y - size, x + size, right, x - size, left);
                break;
        }
    }

    /// <summary>A small, pale object of any class at the edge: a reason to look at the whole image.</summary>
    private static void PaintFarObject(Canvas canvas, Brush chance, SeededRandom random, SceneSettings settings, float x, float y)
    {
        SceneClass other = SceneClasses.All[chance.Count(0, SceneClasses.All.Count - 1)];
        float edgeX = x < Canvas.Side / 2f ? Math.Min(x, 4) : Math.Max(x, Canvas.Side - 4);
        Pose pose = new(edgeX, y, chance.Between(2.5f, 4), mirrored: chance.Chance(0.5));
        other.Variants[0].Draw(new Brush(canvas, pose, random, settings.OddColorChance));
    }
}
