using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Transferability;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Potential energy decline at the size at which the published code was timed.</summary>
internal static class PotentialEnergyBenchmark
{
    public static void Run(int rows, int width, int classes)
    {
        FloatMatrix features = SubmodularInputs.Embeddings(rows, width, classes);
        int[] labels = [.. Enumerable.Range(0, rows).Select(n => n % classes)];
        var parallelism = new Parallelism(2);
        Console.WriteLine("  for context, N = M = 5,000, D = 2,048, C = 100 on two cores: lixiaotong97/PED with LogME 7.8 s");
        SideBySide.Print(
            $"PED, N = {rows:N0}, D = {width:N0}, C = {classes:N0}, two threads",
            3,
            ("motion alone", () => PotentialEnergyDecline.Compute(features, labels, features, parallelism: parallelism)),
            ("with the evidence of the moved features", () => Score(features, labels, parallelism)));
    }

    private static void Score(FloatMatrix features, int[] labels, Parallelism parallelism)
    {
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, labels, features, parallelism: parallelism);
        LogMe.Compute(motion.Move(features, labels), labels, parallelism: parallelism);
    }
}
