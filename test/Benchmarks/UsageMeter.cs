using System.Diagnostics;
using System.Globalization;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>What the process has used since this was made: wall and processor time, memory.</summary>
internal sealed class UsageMeter
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
    private readonly long allocated = GC.GetTotalAllocatedBytes(precise: true);

    public override string ToString()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F2} s, {(process.TotalProcessorTime - processor).TotalSeconds:F2} s of processors, {(GC.GetTotalAllocatedBytes(precise: true) - allocated) >> 20} MB allocated, peak {process.PeakWorkingSet64 >> 20} MB");
    }
}
