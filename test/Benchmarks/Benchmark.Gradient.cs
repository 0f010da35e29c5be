namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Gradient =>
    [
        new("badge", "", _ => BadgeBenchmark.Run()),
        new("glister", "", _ => GlisterBenchmark.Run()),
        new("gradmatch", "", _ => GradMatchBenchmark.Run()),
    ];
}
