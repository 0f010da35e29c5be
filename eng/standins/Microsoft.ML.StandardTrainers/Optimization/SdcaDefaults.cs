namespace Microsoft.ML.Trainers.Optimization;

/// <summary>The values that SDCA chooses from the size of the data where the user chose none, for one thread.</summary>
internal static class SdcaDefaults
{
    public static int MaximumIterations(int rows) => Math.Max(2, Math.Max(1, 500_000 / rows) * 3);

    public static float L2(int rows, int maximumIterations) => Math.Max(1e-6f, 20f / ((float)Math.Max(2, maximumIterations / 2) * rows));

    public static float L1Threshold(int features) => features switch { < 100 => 0, < 1000 => 0.25f, < 10_000 => 0.5f, _ => 1 };
}
