using System.Globalization;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>All set functions on the same rows, with the optimiser that each gets by default.</summary>
internal static class SetFunctionBenchmark
{
    private const int Threads = 2;

    public static void Run(int rows, int width, int picks)
    {
        FloatMatrix embeddings = SubmodularInputs.Embeddings(rows, width);
        foreach (SetFunctionKind function in Enum.GetValues<SetFunctionKind>())
        {
            var options = new SetFunctionOptions { Function = function, Metric = SimilarityMetric.Cosine01 };
            _ = GreedyMaximizer.Maximize(options.Create(embeddings.Rows(0, Math.Min(300, rows))), Math.Min(30, picks));
            GC.Collect();
            var usage = new UsageMeter();
            SetFunction maximized = options.Create(embeddings, new Parallelism(Threads));
            string toCreate = usage.ToString();
            _ = GreedyMaximizer.Maximize(maximized, picks);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{function,-20} N = {rows:N0}, d = {width}, k = {picks:N0}, {Threads} threads: {usage} (to create {toCreate})"));
        }
    }
}
