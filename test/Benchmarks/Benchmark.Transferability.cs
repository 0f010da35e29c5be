namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Transferability =>
    [
        new("logme", "[ROWS] [WIDTH] [CLASSES]", args => LogMeBenchmark.Run(Number(args, 0, 5_000), Number(args, 1, 2_048), Number(args, 2, 100))),
        new("ped", "[ROWS] [WIDTH] [CLASSES]", args => PotentialEnergyBenchmark.Run(Number(args, 0, 5_000), Number(args, 1, 2_048), Number(args, 2, 100))),
    ];
}
