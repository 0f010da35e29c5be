using System.Globalization;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>FASS: entropy filter and facility location on five candidates a pick, kernel included.</summary>
internal static class FassBenchmark
{
    private const int Threads = 2, Classes = 10;

    public static void Run(int rows, int width, int picks)
    {
        FloatMatrix embeddings = SubmodularInputs.Embeddings(rows, width), probabilities = SubmodularInputs.Probabilities(rows, Classes);
        _ = Fass.Select(probabilities, embeddings, Math.Min(60, picks), parallelism: new Parallelism(Threads));
        for (int run = 0; run < 3; run++)
        {
            GC.Collect();
            var usage = new UsageMeter();
            Pick[] chosen = Fass.Select(probabilities, embeddings, picks, parallelism: new Parallelism(Threads));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"FASS, N = {rows:N0}, C = {Classes}, d = {width}, k = {picks:N0}, {Threads} threads: {usage}, last pick {chosen[^1].Index}"));
        }
        Console.WriteLine("  for context, the same sizes on two cores: decile-team/distil with submodlib 15.1 s");
    }
}
