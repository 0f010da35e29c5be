namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Sine and cosine that give the same bits on every machine, which the ones of the runtime library do not promise.</summary>
internal static class Angle
{
    public static (float Sin, float Cos) SinCos(float turns)
    {
        double quarters = turns * 4.0;
        double nearest = Math.Round(quarters);
        double x = (quarters - nearest) * (Math.PI / 2);
        double xx = x * x;
        double sin = x * (1 - (xx / 6 * (1 - (xx / 20 * (1 - (xx / 42 * (1 - (xx / 72))))))));
        double cos = 1 - (xx / 2 * (1 - (xx / 12 * (1 - (xx / 30 * (1 - (xx / 56)))))));
        return ((long)nearest & 3) switch
        {
            0 => ((float)sin, (float)cos),
            1 => ((float)cos, (float)-sin),
            2 => ((float)-sin, (float)-cos),
            _ => ((float)-cos, (float)sin),
        };
    }
}
