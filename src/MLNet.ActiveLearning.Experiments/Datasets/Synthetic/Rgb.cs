namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A colour, each part from 0 to 1.</summary>
internal readonly record struct Rgb(float R, float G, float B)
{
    public static readonly Rgb White = new(1, 1, 1);
    public static readonly Rgb Black = new(0.04f, 0.04f, 0.05f);

    /// <summary>From hue in turns, saturation and value, as painters' tools give them.</summary>
    public static Rgb FromHsv(float hue, float saturation, float value)
    {
        float sector = (hue - MathF.Floor(hue)) * 6;
        float Part(float offset)
        {
            float k = (offset + sector) % 6;
            return value - (value * saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1));
        }

        return new Rgb(Part(5), Part(3), Part(1));
    }

    public Rgb Mix(Rgb other, float share) =>
        new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));

    /// <summary>The same colour in more or less light.</summary>
    public Rgb Lit(float factor) => new(R * factor, G * factor, B * factor);
}
