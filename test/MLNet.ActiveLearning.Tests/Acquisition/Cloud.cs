using FsCheck;
using FsCheck.Fluent;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How the rows of a <see cref="Cloud"/> lie.</summary>
internal enum CloudShape
{
    Uniform,
    Clustered,

    /// <summary>Most rows occur several times.</summary>
    Duplicates,

    /// <summary>Far from the origin, where single precision has few digits left for distances.</summary>
    Far,

    /// <summary>Small whole numbers: distances tie exactly.</summary>
    Lattice,

    /// <summary>Some rows are zero.</summary>
    Zeros,
}

/// <summary>Rows that a property is tried on; generated, and made smaller when the property fails.</summary>
internal sealed record Cloud(CloudShape Shape, int Rows, int Width, int Budget, int Seed)
{
    public static Arbitrary<Cloud> Any => Arb.From(
        from shape in Gen.Elements(Enum.GetValues<CloudShape>())
        from rows in Gen.Choose(1, 90)
        from width in Gen.Choose(1, 40)
        from budget in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, 1_000_000)
        select new Cloud(shape, rows, width, budget, seed),
        Smaller);

    /// <summary>Tries a property on many clouds, the same ones each time; the smallest that fails is told.</summary>
    public static void ForAll(int count, Action<Cloud> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20_210_615, 1), Prop.ForAll(Any, property));

    public FloatMatrix CreateRows(int rows, int stream = 0)
    {
        float[] values = new float[rows * Width];
        for (int i = 0; i < rows; i++)
        {
            int source = Shape switch { CloudShape.Duplicates => i % Math.Max(1, rows / 4), CloudShape.Clustered => i % 5, _ => i };
            var random = new SeededRandom(SeededRandom.Hash((ulong)(Seed + (stream * 7919)), (ulong)source));
            var noise = new SeededRandom(SeededRandom.Hash((ulong)(Seed + stream + 1), (ulong)i));
            Span<float> row = values.AsSpan(i * Width, Width);
            for (int j = 0; j < Width; j++)
            {
                row[j] = Shape switch
                {
                    CloudShape.Lattice => random.NextInt32(3),
                    CloudShape.Far => 500 + (float)random.NextDouble(),
                    CloudShape.Clustered => (float)(random.NextDouble() + (1e-3 * noise.NextDouble())),
                    CloudShape.Zeros when i % 3 == 0 => 0,
                    _ => (float)((2 * random.NextDouble()) - 1),
                };
            }
        }
        return new FloatMatrix(values, rows, Width);
    }

    public FloatMatrix CreateProbabilities(int rows, int classCount)
    {
        var random = new SeededRandom((ulong)Seed);
        float[][] distinct = [.. Enumerable.Range(0, rows).Select(_ => SignalRows.RandomProbabilities(random, classCount))];
        return new FloatMatrix(Enumerable.Range(0, rows).SelectMany(i => distinct[Shape == CloudShape.Duplicates ? i % Math.Max(1, rows / 4) : i]).ToArray(), rows, classCount);
    }

    private static IEnumerable<Cloud> Smaller(Cloud cloud)
    {
        foreach (int rows in new[] { cloud.Rows / 2, cloud.Rows - 1 }.Where(n => n >= 1 && n < cloud.Rows))
        {
            yield return cloud with { Rows = rows };
        }
        foreach (int width in new[] { cloud.Width / 2, cloud.Width - 1 }.Where(n => n >= 1 && n < cloud.Width))
        {
            yield return cloud with { Width = width };
        }
        foreach (int budget in new[] { cloud.Budget / 2, cloud.Budget - 1 }.Where(n => n >= 1 && n < cloud.Budget))
        {
            yield return cloud with { Budget = budget };
        }
    }
}
