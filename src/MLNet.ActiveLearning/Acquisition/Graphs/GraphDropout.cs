using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>Which hidden values a step leaves out: a function of the seed, the step and the place, so that threads do not matter.</summary>
/// <param name="probability">That a value is left out; taken in multiples of <c>2^-16</c>.</param>
/// <param name="seed">Seed of all steps.</param>
internal sealed class GraphDropout(double probability, ulong seed)
{
    private const int Levels = 1 << 16;

    private readonly int threshold = Math.Min((int)Math.Round(probability * Levels), Levels - 1);

    /// <summary>What the kept values are multiplied by, so that their expectation stays.</summary>
    public float Scale => (float)Levels / (Levels - threshold);

    /// <summary>Sets some values to 0 and multiplies the others by <see cref="Scale"/>.</summary>
    /// <param name="epoch">The step, from 0.</param>
    /// <param name="block">The block of rows.</param>
    /// <param name="values">The block's values.</param>
    public void Apply(int epoch, int block, Span<float> values)
    {
        if (threshold == 0)
        {
            return;
        }
        var random = new SeededRandom(seed + ((ulong)epoch << 32) + (ulong)block);
        float scale = Scale;
        for (int i = 0; i < values.Length;)
        {
            // Four decisions of 16 bits from each number.
            ulong bits = random.NextUInt64();
            for (int end = Math.Min(i + 4, values.Length); i < end; i++, bits >>= 16)
            {
                values[i] = (ushort)bits < threshold ? 0 : values[i] * scale;
            }
        }
    }
}
