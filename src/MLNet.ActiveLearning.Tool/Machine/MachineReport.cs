using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Comparison;
using TorchSharp;

namespace MLNet.ActiveLearning.Tool.Machine;

/// <summary>Facts about the machine and the versions in use.</summary>
internal static class MachineReport
{
    /// <summary>The facts for a report; the tensor library must be running.</summary>
    public static IReadOnlyDictionary<string, string> Facts() => new Dictionary<string, string>([.. Basics(), .. Torch()]);

    /// <summary>What can be said without the tensor library.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Basics() =>
    [
        new("mlnet-al", typeof(MachineReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]),
        new("system", $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}"),
        new("runtime", RuntimeInformation.FrameworkDescription),
        new("cores", string.Create(CultureInfo.InvariantCulture, $"{PhysicalCores.Count} physical, {Environment.ProcessorCount} logical")),
        new("memory", ResultText.Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)),
        new("Microsoft.ML", PackageOrigin.Describe(typeof(MLContext).Assembly)),
        new("Microsoft.ML.ImageAnalytics", PackageOrigin.Describe(typeof(MLImage).Assembly)),
        new("TorchSharp", PackageOrigin.Describe(TorchAssembly())),
    ];

    /// <summary>What the tensor library says of itself.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Torch() =>
    [
        new("libtorch", TorchRuntime.Version),
        new("threads", torch.get_num_threads().ToString(CultureInfo.InvariantCulture)),
        new("CUDA", TorchRuntime.CudaDeviceCount is > 0 and int count ? string.Create(CultureInfo.InvariantCulture, $"{count} device(s)") : "no device"),
    ];

    // typeof alone does not run the static constructor that loads the native library.
    private static Assembly TorchAssembly() => typeof(torch).Assembly;
}
