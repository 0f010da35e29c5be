namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>What a shape is painted with.</summary>
/// <param name="Color">Its colour in even light.</param>
internal readonly record struct Paint(Rgb Color)
{
    /// <summary>1 hides what is below.</summary>
    public float Opacity { get; init; } = 1;

    /// <summary>How much lighter the upper side is than the lower one, as light from above makes it.</summary>
    public float Shading { get; init; } = 0.25f;

    /// <summary>How much the lightness varies from place to place.</summary>
    public float Roughness { get; init; }

    /// <summary>Patches in one unit of length.</summary>
    public float Grain { get; init; } = 5;

    /// <summary>Which roughness: any number.</summary>
    public uint Seed { get; init; }

    public static implicit operator Paint(Rgb color) => new(color);

    /// <summary>The colour at a place: its height in object coordinates, for the light, and its pixel, for the roughness.</summary>
    public Rgb At(float v, int x, int y)
    {
        float light = 1 - (Shading * Math.Clamp(v, -1, 1));
        if (Roughness > 0)
        {
            light += Roughness * (LatticeNoise.At(x * Grain / 14, y * Grain / 14, Seed) - 0.5f) * 2;
        }

        return Color.Lit(light);
    }
}
