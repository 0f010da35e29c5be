namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Network =>
    [
        new("signals", "[PATH] [WIDTH]", args => SignalsBenchmark.Run(args.ElementAtOrDefault(0) ?? "synthetic", width: Number(args, 1, 16))),
        new("network-gradnorm", "[IMAGES] [WIDTH]", args => NetworkGradientBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 64))),
        new("views", "", _ => PretrainingBenchmark.RunViews()),
        new("pretraining", "[PATH] [EPOCHS] [IMAGES] [WIDTH] [LABELS]", args => PretrainingBenchmark.Run(
            args.ElementAtOrDefault(0) ?? "synthetic", epochs: Number(args, 1, 10), count: Number(args, 2, 4000), width: Number(args, 3, 16), labels: Number(args, 4, 1000))),
        new("features", "[ROWS] [WIDTH] [LABELED]", args => FeatureBenchmark.Run(Number(args, 0, 50_000), Number(args, 1, 512), Number(args, 2, 1000))),
    ];
}
