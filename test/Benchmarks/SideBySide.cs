using System.Diagnostics;
using System.Globalization;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Times actions in turn, A B A B, so that a machine whose speed drifts is fair to both.</summary>
internal static class SideBySide
{
    /// <summary>Prints the median time of each action and how often the first fits into each other one.</summary>
    public static void Print(string title, int runs, params (string Name, Action Action)[] actions)
    {
        var seconds = actions.Select(_ => new List<double>()).ToArray();
        for (int run = -1; run < runs; run++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long began = Stopwatch.GetTimestamp();
                actions[i].Action();
                if (run >= 0)
                {
                    seconds[i].Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                }
            }
        }
        Console.WriteLine($"{title} (median of {runs})");
        double first = Median(seconds[0]);
        for (int i = 0; i < actions.Length; i++)
        {
            double median = Median(seconds[i]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {actions[i].Name,-48} {median * 1000,10:F2} ms   {median / first,7:F2} x"));
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
