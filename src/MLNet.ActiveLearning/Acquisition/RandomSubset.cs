namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Uniform samples without replacement.</summary>
internal static class RandomSubset
{
    /// <summary>The first entries of a random order, by exchanges from the front (Fisher-Yates); one uniform an entry.</summary>
    /// <param name="values">What to draw from; its order is changed.</param>
    /// <param name="size">How many to draw.</param>
    /// <param name="nextUniform">Uniforms in [0, 1).</param>
    public static int[] Draw(int[] values, int size, Func<double> nextUniform)
    {
        for (int i = 0; i < size; i++)
        {
            int j = Math.Min(i + (int)(nextUniform() * (values.Length - i)), values.Length - 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
        return values[..size];
    }
}
