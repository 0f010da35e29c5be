namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>A benchmark as the command line knows it.</summary>
/// <param name="Name">What to type.</param>
/// <param name="Arguments">The arguments that it takes, for the list.</param>
/// <param name="Run">Runs it.</param>
internal sealed partial record Benchmark(string Name, string Arguments, Action<string[]> Run)
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("uncertainty", "", _ => UncertaintyBenchmark.Run()),
        new(
            "strategies",
            "[ROWS] [WIDTH] [PICKS] [NAME]",
            args => StrategiesBenchmark.Run(Number(args, 0, 10_000), Number(args, 1, 512), Number(args, 2, 100), args.ElementAtOrDefault(3))),
        new("streaming", "", _ => StreamingBenchmark.Run()),
        new("images", "[PATH]", args => ImageBenchmark.Run(args.ElementAtOrDefault(0) ?? "synthetic")),
        new(
            "training",
            "[PATH] [WIDTH] [EPOCHS]",
            args => TrainingBenchmark.Run(args.ElementAtOrDefault(0) ?? "synthetic", width: Number(args, 1, 16), epochs: Number(args, 2, 3))),
        .. Bayesian,
        .. Diversity,
        .. Graphs,
        .. Gradient,
        .. Submodular,
        .. Targeted,
        .. Transferability,
        .. Network,
    ];

    private static int Number(string[] args, int index, int otherwise) =>
        args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
