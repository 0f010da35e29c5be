namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Submodular =>
    [
        new(
            "facility-location",
            "[ROWS] [WIDTH] [PICKS] [LIMIT_MB]",
            args => FacilityLocationBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 512), Number(args, 2, 1_000), Number(args, 3, 1024))),
        new("fass", "[ROWS] [WIDTH] [PICKS]", args => FassBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 512), Number(args, 2, 1_000))),
        new("set-functions", "[ROWS] [WIDTH] [PICKS]", args => SetFunctionBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 512), Number(args, 2, 1_000))),
    ];
}
