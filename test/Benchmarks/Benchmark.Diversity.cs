namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Diversity =>
    [
        new("gemm", "[SIZE]", args => GemmBenchmark.Run(Number(args, 0, 4096))),
        new("coreset", "[N LABELED K]", args => CoresetBenchmark.Run(Number(args, 0, 0), Number(args, 1, 0), Number(args, 2, 100))),
    ];
}
