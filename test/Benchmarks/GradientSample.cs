using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Embeddings as after a rectifier, from one Gaussian a class, and the probabilities of a random linear layer.</summary>
internal sealed record GradientSample(FloatMatrix Probabilities, FloatMatrix Embeddings, int[] Classes)
{
    public const int Threads = 2;

    public static Parallelism Parallelism { get; } = new(Threads);

    public static GradientSample Draw(int rows, int classCount, int size, ulong seed = 1)
    {
        float[] means = Normals(new SeededRandom(seed), classCount * size);
        float[] weights = Normals(new SeededRandom(seed + 1), classCount * size);
        var random = new SeededRandom(seed + 2);
        int[] classes = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt32(classCount))];
        float[] embeddings = Normals(random, rows * size);
        float[] probabilities = new float[rows * classCount];
        for (int i = 0; i < rows; i++)
        {
            Span<float> h = embeddings.AsSpan(i * size, size);
            for (int j = 0; j < size; j++)
            {
                h[j] = Math.Max(0, h[j] + (0.7f * means[(classes[i] * size) + j]));
            }
            Span<float> p = probabilities.AsSpan(i * classCount, classCount);
            for (int c = 0; c < classCount; c++)
            {
                p[c] = RowDot.Compute(h, weights.AsSpan(c * size, size)) * 1.5f / MathF.Sqrt(size);
            }
            System.Numerics.Tensors.TensorPrimitives.SoftMax(p, p);
        }
        return new GradientSample(new FloatMatrix(probabilities, rows, classCount), new FloatMatrix(embeddings, rows, size), classes);
    }

    public GradientEmbeddings AtPredictedClasses(GradientKind kind) => GradientEmbeddings.AtPredictedClasses(Probabilities, Embeddings, kind, Parallelism);

    public GradientEmbeddings AtTrueClasses(GradientKind kind) => GradientEmbeddings.AtClasses(Probabilities, Embeddings, Classes, kind, Parallelism);

    /// <summary>Times a selection and prints seconds, a peer's seconds and what was allocated.</summary>
    public void Time(string title, string peer, int runs, Action select)
    {
        select();
        var seconds = new List<double>();
        long allocated = 0;
        double cpuSeconds = double.PositiveInfinity;
        for (int run = 0; run < runs; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            TimeSpan cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
            long began = Stopwatch.GetTimestamp();
            select();
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            cpuSeconds = Math.Min(cpuSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpuBefore).TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }
        seconds.Sort();
        double inputs = 4.0 * (Probabilities.Span.Length + Embeddings.Span.Length);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: {seconds[runs / 2]:F3} s (best {seconds[0]:F3} s, median of {runs}, {Threads} threads, least CPU time {cpuSeconds:F3} s); {peer}; allocated {allocated / 1e6:F1} MB beside {inputs / 1e6:F1} MB of inputs"));
    }

    private static float[] Normals(SeededRandom random, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = (float)(radius * cosine);
            values[Math.Min(i + 1, count - 1)] = (float)(radius * sine);
        }
        return values;
    }
}
