namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Graphs =>
    [
        new("gcn", "[N] [LABELED] [WIDTH] [EPOCHS]", args => GraphBenchmark.Run(Number(args, 0, 11_000), Number(args, 1, 1000), Number(args, 2, 512), Number(args, 3, 10))),
    ];
}
