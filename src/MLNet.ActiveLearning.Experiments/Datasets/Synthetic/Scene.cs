using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Composes one image: scenery, things behind, the object, things in front, the photograph.</summary>
internal static class Scene
{
    private const float Center = Canvas.Side / 2f;
    private const float UsualScale = 12.5f; // pixels in one unit of an object

    public static Canvas Draw(int classNumber, SeededRandom random, SceneSettings settings)
    {
        SceneVariant variant = SceneClasses.All[classNumber].ChooseVariant(random);
        Canvas canvas = new();
        Brush behind = new(canvas, Pose.Pixels, random, settings.OddColorChance);
        Scenery[] places = Enum.GetValues<Scenery>();
        Scenery place = behind.Chance(settings.OddSceneryChance) ? places[behind.Count(0, places.Length - 1)] : variant.Home;
        Backdrop.Paint(canvas, place, behind);
        Clutter.PaintBehind(canvas, behind, random, settings);
        Rgb haze = new Rgb(0.72f, 0.74f, 0.76f).Lit(behind.Between(0.75f, 1.2f));
        canvas.Change((_, _, color) => haze.Mix(color, settings.SceneryStrength));

        Pose pose = ChoosePose(behind, variant.Freedom, settings);
        variant.Draw(new Brush(canvas, pose, random, settings.OddColorChance));

        if (behind.Chance(settings.OcclusionChance))
        {
            Clutter.PaintInFront(behind, pose);
        }

        Photograph.Take(canvas, behind, random, settings);
        return canvas;
    }

    private static Pose ChoosePose(Brush chance, float freedom, SceneSettings settings)
    {
        float shift = settings.Shift * Math.Min(freedom, 1);
        float spread = settings.SizeSpread * Math.Min(freedom, 1);
        float turn = settings.Turn * freedom;
        return new Pose(
            Center + chance.Between(-shift, shift),
            Center + chance.Between(-shift, shift),
            UsualScale * (1 + chance.Between(-spread, spread * 0.4f)),
            chance.Between(-turn, turn),
            1 + chance.Between(-spread * 0.5f, spread * 0.5f),
            mirrored: chance.Chance(0.5));
    }
}
