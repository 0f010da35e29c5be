using MLNet.ActiveLearning.Numerics;

namespace TabularUncertainty;

/// <summary>Readings of a machine, and the state that an inspection would find.</summary>
public sealed class Machine
{
    public static IReadOnlyList<string> States { get; } = ["fine", "worn", "failing"];

    public string Id { get; set; } = "";

    /// <summary>Degrees above the surroundings, divided by 10.</summary>
    public float Temperature { get; set; }

    /// <summary>Millimetres a second.</summary>
    public float Vibration { get; set; }

    /// <summary>Share of the rated load.</summary>
    public float Load { get; set; }

    public string State { get; set; } = "";

    /// <summary>Makes up machines: most are fine, few fail, and a loaded machine is warm without being worn.</summary>
    public static IReadOnlyList<Machine> Observe(int count, ulong seed)
    {
        var random = SeededRandom.Derive(seed, "machines");
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            double wear = Math.Pow(random.NextDouble(), 2.2);
            double load = random.NextDouble();
            return new Machine
            {
                Id = FormattableString.Invariant($"machine-{seed}-{i:D4}"),
                Temperature = (float)(2 + (3 * load) + (4 * wear) + random.NextDouble()),
                Vibration = (float)(1 + (5 * wear) + (1.5 * random.NextDouble())),
                Load = (float)load,
                State = States[wear < 0.3 ? 0 : wear < 0.65 ? 1 : 2],
            };
        })];
    }
}
