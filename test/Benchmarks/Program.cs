// Times this library against the naive method or the machine's limit, side by side in one run, and prints the ratios.
//
//   dotnet run -c Release --project test/Benchmarks -- uncertainty
//   dotnet run -c Release --project test/Benchmarks -- streaming
//   dotnet run -c Release --project test/Benchmarks -- images [PATH]
//   dotnet run -c Release --project test/Benchmarks -- training [PATH] [WIDTH] [EPOCHS]
using MLNet.ActiveLearning.Benchmarks;

string[] rest = args.Length > 1 ? args[1..] : [];
switch (args.FirstOrDefault())
{
    case "uncertainty":
        UncertaintyBenchmark.Run();
        return 0;
    case "streaming":
        StreamingBenchmark.Run();
        return 0;
    case "images":
        ImageBenchmark.Run(rest.ElementAtOrDefault(0) ?? "synthetic");
        return 0;
    case "training":
        TrainingBenchmark.Run(
            rest.ElementAtOrDefault(0) ?? "synthetic",
            width: int.Parse(rest.ElementAtOrDefault(1) ?? "16", System.Globalization.CultureInfo.InvariantCulture),
            epochs: int.Parse(rest.ElementAtOrDefault(2) ?? "3", System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("Name a benchmark: uncertainty, streaming, images [PATH] or training [PATH] [WIDTH] [EPOCHS].");
        return 2;
}
