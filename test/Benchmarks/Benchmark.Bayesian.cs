namespace MLNet.ActiveLearning.Benchmarks;

internal sealed partial record Benchmark
{
    private static Benchmark[] Bayesian =>
    [
        new("batchbald", "", _ => BatchBaldBenchmark.Run()),
    ];
}
