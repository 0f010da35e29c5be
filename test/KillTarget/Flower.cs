using Microsoft.ML.Data;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.KillTarget;

/// <summary>A row of three overlapping classes.</summary>
public sealed class Flower
{
    /// <summary>The class names.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["iris", "lily", "rose"];

    /// <summary>The row's id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The hidden class.</summary>
    public string Truth { get; set; } = "";

    /// <summary>Four measures.</summary>
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    /// <summary>Draws rows.</summary>
    public static Flower[] Draw(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int kind = random.NextInt32(3);
            // The sum of four uniform numbers is near enough to a normal one.
            float Measure(int axis) => (float)(Enumerable.Range(0, 4).Sum(_ => random.NextDouble() - 0.5) + (axis == kind ? 1.2 : 0));
            return new Flower { Id = $"flower-{i:D4}", Truth = ClassNames[kind], Features = [Measure(0), Measure(1), Measure(2), Measure(3)] };
        })];
    }
}
