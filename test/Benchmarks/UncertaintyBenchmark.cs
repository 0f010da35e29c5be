using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Least confidence, margin and entropy with top-k on one million rows of 100 classes, against plain loops and a full sort.</summary>
/// <remarks>The peers' seconds are the fastest of the published packages on two threads, for context.</remarks>
internal static class UncertaintyBenchmark
{
    private delegate void Utility(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities);

    public static void Run()
    {
        const int rows = 1_000_000, classes = 100, querySize = 10_000;
        float[] probabilities = Probabilities(rows, classes);
        float[] utilities = new float[rows];
        var matrix = new FloatMatrix(probabilities, rows, classes);
        float sum = 0;
        SideBySide.Print("reading 400 MB once (memory bandwidth)", 5, ("sum", () => sum += System.Numerics.Tensors.TensorPrimitives.Sum<float>(probabilities)));
        Compare("least confidence, peer 0.072 s", UncertaintyMeasure.LeastConfidence, LeastConfidence.Compute, row => -Largest(row).First);
        Compare("margin, peer 0.46 s", UncertaintyMeasure.Margin, Margin.Compute, row => Largest(row).Second - Largest(row).First);
        Compare("entropy, peer 0.50 s", UncertaintyMeasure.Entropy, (p, c, u) => Entropy.Compute(p, c, u), NaiveEntropy);

        void Compare(string name, UncertaintyMeasure measure, Utility kernel, Func<float[], float> naive) => SideBySide.Print(
            $"{name}, N = {rows:N0}, C = {classes}, k = {querySize:N0}",
            5,
            ("fused kernel + top-k, all cores", () => TopRows.SelectUncertain(matrix, measure, querySize)),
            ("fused kernel + top-k, 1 thread", () => TopRows.SelectUncertain(matrix, measure, querySize, new Parallelism(1))),
            ("kernel, then a heap, 1 thread", () =>
            {
                kernel(probabilities, classes, utilities);
                var best = new TopK<int>(querySize);
                for (int i = 0; i < rows; i++)
                {
                    if (best.Accepts(utilities[i], i))
                    {
                        best.Add(utilities[i], i, i);
                    }
                }
                best.ToRankedArray();
            }),
            ("plain loop + full sort", () =>
            {
                float[] row = new float[classes];
                int[] order = new int[rows];
                for (int i = 0; i < rows; i++)
                {
                    Array.Copy(probabilities, i * classes, row, 0, classes);
                    utilities[i] = -naive(row);
                    order[i] = i;
                }
                Array.Sort(utilities, order);
            }));
    }

    private static float[] Probabilities(int rows, int classes)
    {
        float[] values = new float[rows * classes];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (SeededRandom.Hash(1, (ulong)i) >> 40) * (1f / (1 << 24));
        }
        for (int i = 0; i < rows; i++)
        {
            var row = values.AsSpan(i * classes, classes);
            float sum = System.Numerics.Tensors.TensorPrimitives.Sum<float>(row);
            System.Numerics.Tensors.TensorPrimitives.Divide(row, sum, row);
        }
        return values;
    }

    private static (float First, float Second) Largest(float[] row)
    {
        float first = 0, second = 0;
        foreach (float p in row)
        {
            if (p > first)
            {
                (first, second) = (p, first);
            }
            else if (p > second)
            {
                second = p;
            }
        }
        return (first, second);
    }

    private static float NaiveEntropy(float[] row)
    {
        double sum = 0;
        foreach (float p in row)
        {
            sum -= p > 0 ? p * Math.Log(p) : 0;
        }
        return (float)sum;
    }
}
