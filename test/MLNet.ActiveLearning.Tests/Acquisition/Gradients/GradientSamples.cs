using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Probabilities and embeddings of several shapes for comparisons with naive twins, and the gradients of rows written out.</summary>
internal sealed record GradientSamples(string Name, FloatMatrix Probabilities, FloatMatrix Embeddings)
{
    /// <summary>Random, clustered, duplicate-heavy, certain and tiny ones.</summary>
    public static IEnumerable<GradientSamples> All(int rows, ulong seed = 1)
    {
        foreach ((int classes, int size) in new[] { (2, 3), (10, 40), (3, 130) })
        {
            yield return Create($"random {classes} x {size}", rows, classes, size, seed, (random, _, h) => Fill(random, h));
            yield return Create($"non-negative {classes} x {size}", rows, classes, size, seed, (random, _, h) =>
            {
                Fill(random, h);
                for (int j = 0; j < h.Length; j++)
                {
                    h[j] = Math.Abs(h[j]) + 0.5f;
                }
            });
            yield return Create($"clustered {classes} x {size}", rows, classes, size, seed, (random, row, h) =>
            {
                Fill(new SeededRandom((ulong)(row % 4)), h);
                for (int j = 0; j < h.Length; j++)
                {
                    h[j] += 1e-3f * (float)random.NextDouble();
                }
            });
            GradientSamples plain = Create("", rows, classes, size, seed, (random, _, h) => Fill(random, h));
            yield return plain.Reorder($"duplicates {classes} x {size}", i => i % 7);
            yield return plain with { Name = $"certain {classes} x {size}", Probabilities = OneHot(rows, classes) };
        }
    }

    public GradientEmbeddings Gradients(GradientKind kind) => GradientEmbeddings.AtPredictedClasses(Probabilities, Embeddings, kind);

    /// <summary>Gradients as long rows in double precision.</summary>
    public static double[][] WriteOut(GradientEmbeddings gradients)
    {
        double[][] rows = new double[gradients.Count][];
        for (int i = 0; i < rows.Length; i++)
        {
            double[] a = LastLayer.ToDoubles(gradients.Residuals[i]);
            double[] h = gradients.Kind == GradientKind.Bias ? [] : LastLayer.ToDoubles(gradients.Embeddings[i]);
            rows[i] = [.. gradients.Kind == GradientKind.Linear ? [] : a, .. a.SelectMany(factor => h.Select(value => factor * value))];
        }
        return rows;
    }

    public static double SquaredDistance(double[] x, double[] y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            sum += (x[j] - y[j]) * (x[j] - y[j]);
        }
        return sum;
    }

    public static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            sum += x[j] * y[j];
        }
        return sum;
    }

    private static GradientSamples Create(string name, int rows, int classes, int size, ulong seed, Action<SeededRandom, int, Span<float>> fill)
    {
        var random = new SeededRandom(seed);
        float[] p = new float[rows * classes];
        float[] h = new float[rows * size];
        for (int i = 0; i < rows; i++)
        {
            SignalRows.RandomProbabilities(random, classes).CopyTo(p.AsSpan(i * classes));
            fill(random, i, h.AsSpan(i * size, size));
        }
        return new GradientSamples(name, new FloatMatrix(p, rows, classes), new FloatMatrix(h, rows, size));
    }

    private GradientSamples Reorder(string name, Func<int, int> source)
    {
        int rows = Probabilities.RowCount;
        float[] p = [.. Enumerable.Range(0, rows).SelectMany(i => Probabilities[source(i)].ToArray())];
        float[] h = [.. Enumerable.Range(0, rows).SelectMany(i => Embeddings[source(i)].ToArray())];
        return new GradientSamples(name, new FloatMatrix(p, rows, Probabilities.ColumnCount), new FloatMatrix(h, rows, Embeddings.ColumnCount));
    }

    private static FloatMatrix OneHot(int rows, int classes)
    {
        float[] p = new float[rows * classes];
        for (int i = 0; i < rows; i++)
        {
            p[(i * classes) + (i % classes)] = 1;
        }
        return new FloatMatrix(p, rows, classes);
    }

    private static void Fill(SeededRandom random, Span<float> h)
    {
        for (int j = 0; j < h.Length; j++)
        {
            h[j] = (float)((2 * random.NextDouble()) - 1);
        }
    }
}
