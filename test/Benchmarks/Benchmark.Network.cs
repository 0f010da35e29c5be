namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Network =>
    [
        new("signals", "[PATH] [WIDTH]", args => SignalsBenchmark.Run(args.ElementAtOrDefault(0) ?? "synthetic", width: Number(args, 1, 16))),
        new("network-gradnorm", "[IMAGES] [WIDTH]", args => NetworkGradientBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 64))),
    ];
}
