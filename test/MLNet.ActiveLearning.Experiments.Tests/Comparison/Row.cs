using Microsoft.ML.Data;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>A row of a table with three classes that overlap a little.</summary>
internal sealed class Row
{
    public string Id { get; set; } = "";

    public string Label { get; set; } = "";

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public static IReadOnlyList<Row> Draw(int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            int label = random.NextInt32(3);
            double angle = (label * 2 * Math.PI / 3) + (random.NextDouble() * 2.4);
            double radius = 0.3 + random.NextDouble();
            return new Row
            {
                Id = FormattableString.Invariant($"{seed}-{i}"),
                Label = FormattableString.Invariant($"{label}"),
                Features = [(float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle))],
            };
        })];
    }
}
