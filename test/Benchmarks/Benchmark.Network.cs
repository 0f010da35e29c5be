namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Network =>
    [
        new("signals", "[PATH] [WIDTH]", args => SignalsBenchmark.Run(args.ElementAtOrDefault(0) ?? "synthetic", width: Number(args, 1, 16))),
    ];
}
