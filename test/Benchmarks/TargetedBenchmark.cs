using System.Diagnostics;
using System.Globalization;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>The ten targeted measures over gradients, and the similarities from two factors against gradients that are built.</summary>
internal static class TargetedBenchmark
{
    public static void Run(int rows, int width, int classes, int querySize)
    {
        GradientEmbeddings pool = Gradients(rows, width, classes, 1), queries = Gradients(20, width, classes, 2), avoided = Gradients(20, width, classes, 3);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"N = {rows:N0}, d = {width}, C = {classes}, |Q| = |P| = 20, k = {querySize:N0}; gradients have {pool.Width:N0} numbers each"));
        foreach (TargetedMeasure measure in Enum.GetValues<TargetedMeasure>())
        {
            long allocated = GC.GetTotalAllocatedBytes(precise: true), began = Stopwatch.GetTimestamp();
            SetFunction function = TargetedFunction.Create(measure, TargetedKernels.FromGradients(pool, queries, avoided));
            double created = Stopwatch.GetElapsedTime(began).TotalSeconds;
            GreedyMaximizer.Maximize(function, querySize);
            double all = Stopwatch.GetElapsedTime(began).TotalSeconds;
            double megabytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {measure,-10} {all,8:F2} s, of it similarities {created,8:F2} s; {megabytes,6:F0} MB allocated"));
        }

        GradientEmbeddings few = Gradients(1000, 128, 20, 4);
        float[] similarities = new float[few.Count * few.Count];
        SideBySide.Print(
            "similarities of 1,000 gradients, d = 128, C = 20",
            3,
            ("from two factors", () => SimilarityKernel.Create(few, few, SimilarityMetric.Cosine01)),
            ("gradients built, fast product", () =>
            {
                float[] written = new float[few.Count * few.Width];
                for (int i = 0; i < few.Count; i++)
                {
                    few.CopyTo(i, written.AsSpan((int)(i * few.Width), (int)few.Width));
                }
                var built = new FloatMatrix(written, few.Count, (int)few.Width);
                SimilarityKernels.Compute(built, built, SimilarityMetric.Cosine01, similarities);
            }));
    }

    private static GradientEmbeddings Gradients(int rows, int width, int classes, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] embeddings = [.. Enumerable.Range(0, rows * width).Select(_ => (float)random.NextDouble())];
        float[] probabilities = new float[rows * classes];
        for (int i = 0; i < rows; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            for (int c = 0; c < classes; c++)
            {
                row[c] = (float)Math.Pow(random.NextDouble(), 8);
            }
            System.Numerics.Tensors.TensorPrimitives.Divide(row, System.Numerics.Tensors.TensorPrimitives.Sum<float>(row), row);
        }
        return GradientEmbeddings.AtPredictedClasses(
            new FloatMatrix(probabilities, rows, classes), new FloatMatrix(embeddings, rows, width), GradientKind.BiasLinear);
    }
}
