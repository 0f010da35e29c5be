// Times this library against the naive method or the machine's limit, side by side in one run, and prints the ratios.
//
//   dotnet run -c Release --project test/Benchmarks -- NAME [ARGUMENTS]
using MLNet.ActiveLearning.Benchmarks;

Benchmark? benchmark = Benchmark.All.FirstOrDefault(b => b.Name == args.FirstOrDefault());
if (benchmark is null)
{
    Console.Error.WriteLine("Name a benchmark:");
    foreach (Benchmark known in Benchmark.All)
    {
        Console.Error.WriteLine($"  {known.Name} {known.Arguments}".TrimEnd());
    }
    return 2;
}
benchmark.Run(args[1..]);
return 0;
