namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Smooth random numbers over the plane: random at whole coordinates, blended in between.</summary>
internal static class LatticeNoise
{
    /// <summary>The value from 0 to 1 at a place.</summary>
    public static float At(float x, float y, uint seed)
    {
        float floorX = MathF.Floor(x);
        float floorY = MathF.Floor(y);
        int column = (int)floorX;
        int line = (int)floorY;
        float u = Smooth(x - floorX);
        float v = Smooth(y - floorY);
        float upper = Mix(Corner(column, line, seed), Corner(column + 1, line, seed), u);
        float lower = Mix(Corner(column, line + 1, seed), Corner(column + 1, line + 1, seed), u);
        return Mix(upper, lower, v);
    }

    /// <summary>Coarse and fine noise together, from 0 to 1.</summary>
    public static float Cloud(float x, float y, uint seed) =>
        (0.57f * At(x, y, seed)) + (0.29f * At(x * 2.1f, y * 2.1f, seed + 1)) + (0.14f * At(x * 4.3f, y * 4.3f, seed + 2));

    private static float Smooth(float t) => t * t * (3 - (2 * t));

    private static float Mix(float a, float b, float share) => a + ((b - a) * share);

    private static float Corner(int column, int line, uint seed)
    {
        uint h = unchecked(((uint)column * 0x85EBCA6Bu) ^ ((uint)line * 0xC2B2AE35u) ^ (seed * 0x9E3779B1u));
        h = unchecked((h ^ (h >> 15)) * 0x2C1B3C6Du);
        h = unchecked((h ^ (h >> 12)) * 0x297A2D39u);
        return (h ^ (h >> 15)) * (1f / uint.MaxValue);
    }
}
