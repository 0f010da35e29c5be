using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Transferability;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>LogME at the size at which the published code was timed, and against dense systems.</summary>
internal static class LogMeBenchmark
{
    public static void Run(int rows, int width, int classes)
    {
        FloatMatrix features = SubmodularInputs.Embeddings(rows, width, classes);
        int[] labels = [.. Enumerable.Range(0, rows).Select(n => n % classes)];
        Console.WriteLine("  for context, N = 5,000, D = 2,048, C = 100 on two cores: thuml/LogME 4.6 s");
        SideBySide.Print(
            $"LogME, N = {rows:N0}, D = {width:N0}, C = {classes:N0}",
            3,
            ("two threads", () => LogMe.Compute(features, labels, parallelism: new Parallelism(2))),
            ("one thread", () => LogMe.Compute(features, labels, parallelism: new Parallelism(1))));
    }
}
