using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>What light and camera do to a scene.</summary>
internal static class Photograph
{
    public static void Take(Canvas canvas, Brush chance, SeededRandom random, SceneSettings settings)
    {
        float contrast = 1 - (settings.ContrastLoss * chance.Between(0, 1) * chance.Between(0, 1));
        float exposure = chance.Between(-0.5f, 0.5f) * settings.ContrastLoss * 0.5f;
        float warmth = chance.Between(-0.5f, 0.5f) * settings.ContrastLoss * 0.35f;
        float lightX = chance.Between(-0.5f, 0.5f) * settings.ContrastLoss;
        float lightY = chance.Between(-0.5f, 0.5f) * settings.ContrastLoss;
        canvas.Change((x, y, color) =>
        {
            float light = 1 + (lightX * ((x / 31f) - 0.5f)) + (lightY * ((y / 31f) - 0.5f));
            float Expose(float part, float cast) => (((part * light) - 0.5f) * contrast) + 0.5f + exposure + cast;
            return new Rgb(Expose(color.R, warmth), Expose(color.G, 0), Expose(color.B, -warmth));
        });
        if (chance.Chance(0.5))
        {
            canvas.Blur(chance.Between(0.2f, 1));
        }

        canvas.AddNoise(random, settings.Noise * chance.Between(0.2f, 1));
    }
}
