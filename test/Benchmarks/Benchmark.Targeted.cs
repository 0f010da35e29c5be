namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Targeted =>
    [
        new(
            "active-ft",
            "[N] [WIDTH] [K] [ITERATIONS]",
            args => ActiveFtBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 384), Number(args, 2, 500), Number(args, 3, 300))),
        new(
            "targeted",
            "[N] [WIDTH] [CLASSES] [K]",
            args => TargetedBenchmark.Run(Number(args, 0, 5000), Number(args, 1, 512), Number(args, 2, 100), Number(args, 3, 100))),
    ];
}
